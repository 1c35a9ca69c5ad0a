package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.KnownMethods;
import org.paraat.sip.message.ReplacesHeader;
import org.paraat.sip.subscription.EventPackage;
import org.paraat.sip.transport.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in whom we know: phones by their digest, trunks by where they are; nobody else. */
final class FrontDoor implements SipHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final List<HeaderLine> TRY_LATER = List.of(new HeaderLine("Retry-After", "10"));

  /** Phones that look here subscribe to nothing else. */
  private static final List<HeaderLine> WATCHED =
      List.of(new HeaderLine("Allow-Events", EventPackage.all()));

  private final PhoneDesk phones;
  private final Trunks trunks;
  private final Legs legs;
  private final LampDesk lamps;
  private final Meters meters;
  private final Admission admission;
  private String countryCode = "";
  private boolean isOpen;

  FrontDoor(
      PhoneDesk phones,
      Trunks trunks,
      Legs legs,
      LampDesk lamps,
      Meters meters,
      Admission admission) {
    this.phones = phones;
    this.trunks = trunks;
    this.legs = legs;
    this.lamps = lamps;
    this.meters = meters;
    this.admission = admission;
  }

  void configure(Directory directory) {
    admission.configure(directory);
    countryCode = directory.organisation().countryCode();
  }

  /** Until now calls heard 503, because nobody could have decided about them. */
  void open() {
    isOpen = true;
  }

  /** Every call hears 503 from now on. */
  void close() {
    isOpen = false;
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    SIPRequest request = invite.message();
    Optional<Trunk> trunk = trunks.sourceOf(invite.flow(), request);
    if (!isOpen) {
      putOff(invite);
      return;
    }
    if (ReplacesHeader.isUnclear(request)) {
      invite.refuse(400, CauseTable.phraseOf(400), List.of());
      return;
    }
    if (trunk.isPresent()) {
      offer(invite, trunk.get());
      return;
    }
    proven(request, invite.flow(), invite::refuse).ifPresent(device -> offer(invite, device));
  }

  /** How a request is refused, in the words of SIP. */
  private interface Refusal {
    void with(int status, String phrase, List<HeaderLine> headers);
  }

  /** Whose phone it is that asks; who has not proved that hears what is missing. */
  private Optional<DeviceId> proven(SIPRequest request, Flow flow, Refusal refusal) {
    return switch (phones.examine(request, flow)) {
      case PhoneDesk.Proven(DeviceId device) -> Optional.of(device);
      case PhoneDesk.Challenged challenged -> {
        if (!challenged.isOurs()) {
          meters.requestRefused();
        }
        refusal.with(401, "Unauthorized", challenged.headers());
        yield Optional.empty();
      }
      case PhoneDesk.TurnedAway away -> {
        meters.requestRefused();
        LOG.debug("{} from {} refused: {}", request.getMethod(), flow.remote(), away.because());
        refusal.with(away.status(), CauseTable.phraseOf(away.status()), List.of());
        yield Optional.empty();
      }
    };
  }

  private static void putOff(IncomingInvite invite) {
    invite.refuse(CauseTable.UNAVAILABLE, "Service Unavailable", TRY_LATER);
  }

  private void offer(IncomingInvite invite, DeviceId device) {
    SIPRequest request = invite.message();
    String dialled = DialledUser.of(request.getRequestURI());
    Optional<ReplacesHeader> replaces = ReplacesHeader.in(request);
    lamps.isThere(device);
    // who takes the place of another makes it no busier
    Urgency urgency =
        replaces.isPresent() ? Urgency.EMERGENCY : admission.urgencyOf(device, dialled);
    if (!admission.admits(urgency)) {
      putOff(invite);
      return;
    }
    legs.offered(
        invite,
        new Origin.FromDevice(device),
        dialled,
        CallerIdentity.ofPhone(request),
        List.of(),
        Urgency.ROUTINE,
        replaces);
  }

  private void offer(IncomingInvite invite, Trunk trunk) {
    SIPRequest request = invite.message();
    String dialled = DialledUser.over(trunk, request);
    Urgency claimed = ClaimedUrgency.of(request, trunk);
    boolean isUrgent = claimed == Urgency.EMERGENCY;
    if (!admission.admits(isUrgent ? claimed : admission.urgencyOf(dialled))) {
      putOff(invite);
      return;
    }
    if (ReplacesHeader.in(request).isPresent()) {
      // nobody outside takes a call that is not theirs
      invite.refuse(403, CauseTable.phraseOf(403), List.of());
      return;
    }
    legs.offered(
        invite,
        new Origin.FromTrunk(trunk.id()),
        dialled,
        CallerIdentity.ofTrunk(request, trunk.conventions(), countryCode),
        Redirections.in(request),
        claimed,
        Optional.empty());
  }

  @Override
  public void onRequest(IncomingRequest request) {
    if (!isOpen) {
      request.respond(CauseTable.UNAVAILABLE, "Service Unavailable", TRY_LATER, Optional.empty());
      return;
    }
    switch (request.method()) {
      case "REGISTER" -> phones.register(request);
      case "OPTIONS" -> request.respond(200, "OK", WATCHED, Optional.empty());
      case "SUBSCRIBE" -> subscribe(request);
      // transfers are asked for in the conversation that they are about
      case "REFER" -> request.respond(403, CauseTable.phraseOf(403));
      default -> {
        if (KnownMethods.contain(request.method())) {
          request.refuseMethod();
        } else {
          request.respond(501, "Not Implemented");
        }
      }
    }
  }

  /** Of a subscription that we do not know its phone hears so at once, and subscribes anew. */
  @Override
  public void onStrayRequest(IncomingRequest request) {
    if (request.method().equals("SUBSCRIBE") && lamps.ownerOf(request).isPresent()) {
      onRequest(request);
    } else {
      SipHandler.super.onStrayRequest(request);
    }
  }

  private void subscribe(IncomingRequest request) {
    SIPRequest message = request.message();
    if (trunks.sourceOf(request.flow(), message).isPresent()) {
      request.respond(403, CauseTable.phraseOf(403));
      return;
    }
    proven(
            message,
            request.flow(),
            (status, phrase, headers) -> request.respond(status, phrase, headers, Optional.empty()))
        .ifPresent(device -> subscribe(device, request));
  }

  private void subscribe(DeviceId device, IncomingRequest request) {
    lamps.isThere(device);
    if (request.message().getToTag() == null) {
      lamps.subscribe(device, request);
    } else if (lamps.ownerOf(request).filter(device::equals).isPresent()) {
      lamps.refresh(request);
    } else {
      request.respond(403, CauseTable.phraseOf(403));
    }
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {
    phones.flowClosed(flow);
    trunks.flowClosed(flow);
  }
}
