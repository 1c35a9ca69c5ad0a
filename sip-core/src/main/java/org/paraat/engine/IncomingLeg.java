package org.paraat.engine;

import java.util.List;
import java.util.Optional;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Reason;

/** A leg whose peer called us. */
final class IncomingLeg extends Leg implements InviteListener {
  private static final String RETRY_AFTER_SECONDS = "10";

  private final Origin origin;
  private final Optional<SessionDescription> offer;
  private final InviteDialog dialog;
  private Optional<String> refusal = Optional.empty();
  private Optional<String> description = Optional.empty();
  private boolean isAnswered;

  IncomingLeg(
      LegId id,
      LegSound sound,
      Legs legs,
      Origin origin,
      IncomingInvite invite,
      Optional<SessionDescription> offer) {
    super(id, sound, legs, phoneAt(origin), trunkOf(origin));
    this.origin = origin;
    this.offer = offer;
    this.dialog = invite.open(this);
    speaksIn(dialog);
  }

  private static Optional<DeviceId> phoneAt(Origin origin) {
    return switch (origin) {
      case Origin.FromDevice(var device) -> Optional.of(device);
      case Origin.FromTrunk _ -> Optional.empty();
    };
  }

  private static Optional<TrunkId> trunkOf(Origin origin) {
    return origin instanceof Origin.FromTrunk(var trunk) ? Optional.of(trunk) : Optional.empty();
  }

  @Override
  List<AudioCodec> codecs() {
    List<AudioCodec> agreed = super.codecs();
    return agreed.isEmpty() ? offer.map(SessionDescription::codecs).orElse(agreed) : agreed;
  }

  @Override
  void ring() {
    dialog.ring();
  }

  @Override
  void startEarlyMedia() {
    // RFC 3264 5: to an INVITE without an offer only what is sure to arrive can bring ours.
    if (offer.isEmpty() && !dialog.canOfferEarly()) {
      dialog.ring();
    } else if (describeOurselves()) {
      dialog.progress(description.orElseThrow());
    }
  }

  @Override
  void answer() {
    if (describeOurselves()) {
      isAnswered = true;
      dialog.answer(description.orElseThrow());
      legs().watch(dialog, this, () -> breakDown(CauseTable.causeOf(InviteEnd.LOST, origin)));
      noteHold();
    }
  }

  private boolean describeOurselves() {
    if (description.isPresent()) {
      return true;
    }
    try {
      SessionDescription ours =
          offer.isPresent() ? sound().session().answer(offer.get()) : sound().session().offer();
      description = Optional.of(ours.toString());
      return true;
    } catch (NotNegotiable e) {
      refusal = Optional.of(e.getMessage());
      breakDown(Cause.MEDIA_NOT_ACCEPTABLE);
    } catch (PortsExhausted e) {
      breakDown(Cause.OVERLOAD);
    }
    return false;
  }

  @Override
  boolean isAnswered() {
    return isAnswered;
  }

  @Override
  void end(Cause cause) {
    int status = CauseTable.statusOf(cause);
    if (isAnswered) {
      dialog.hangUp(CauseTable.reasonOf(cause));
    } else {
      dialog.reject(status, CauseTable.phraseOf(status), headersFor(status));
    }
    legs().ended(this);
  }

  private List<HeaderLine> headersFor(int status) {
    if (status == CauseTable.UNAVAILABLE) {
      return List.of(new HeaderLine("Retry-After", RETRY_AFTER_SECONDS));
    }
    return refusal.stream().map(CauseTable::warning).toList();
  }

  @Override
  void tellEnd(Cause cause) {
    legs().hungUp(id(), cause);
  }

  @Override
  public void onAnswered(Optional<String> sdp) {
    throw new IllegalStateException("leg " + id() + " came in: its peer cannot answer");
  }

  @Override
  public void onFailed(InviteFailure failure) {
    throw new IllegalStateException("leg " + id() + " came in: it cannot fail");
  }

  @Override
  public void onAckSdp(String sdp) {
    acceptLate(sdp);
  }

  @Override
  public void onReofferAnswered(Optional<String> sdp) {
    sdp.ifPresent(this::acceptLate);
  }

  @Override
  public void onReoffer(Optional<String> sdp) {
    renegotiate(dialog, sdp);
  }

  @Override
  public void onEnded(InviteEnd end, Optional<Reason> reason) {
    legs().ended(this);
    legs().hungUp(id(), CauseTable.causeOf(end, origin));
  }

  @Override
  public void onRefer(IncomingRequest refer) {
    transferAsked(dialog, refer);
  }

  @Override
  public void onInfo(Body body) {
    sound().infoCame(body);
  }
}
