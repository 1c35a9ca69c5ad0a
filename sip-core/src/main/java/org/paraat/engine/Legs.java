package org.paraat.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Redirection;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.message.ReferTo;
import org.paraat.sip.message.ReplacesHeader;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.transport.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The legs that are alive: joins dialogs of SIP to the legs that the PBX speaks of. */
final class Legs {
  private static final Logger LOG = LoggerFactory.getLogger(Legs.class);
  private static final int KEPT_FOR_EMERGENCIES = 200;

  private final NodeId node;
  private final int most;
  private final CoreLoop core;
  private final SoundDesk sounds;
  private final Invitations invitations;
  private final Ladders ladders;
  private final SignsOfLife signsOfLife;
  private final TrunkMeters trunkMeters;
  private final Map<LegId, Leg> alive = new LinkedHashMap<>();
  private final DialogFinder dialogs;
  private SipEndpoint sip;
  private long lastIncoming;
  private volatile int count;

  Legs(
      EngineSettings settings,
      CoreLoop core,
      SoundDesk sounds,
      Invitations invitations,
      Ladders ladders,
      SignsOfLife signsOfLife,
      TrunkMeters trunkMeters,
      Tokens tokens) {
    this.node = settings.node();
    this.most = settings.mostLegs();
    this.core = core;
    this.sounds = sounds;
    this.invitations = invitations;
    this.ladders = ladders;
    this.signsOfLife = signsOfLife;
    this.trunkMeters = trunkMeters;
    this.dialogs = new DialogFinder(tokens);
  }

  /** What calls are placed with; said once, before the first. */
  void dialThrough(SipEndpoint endpoint) {
    sip = endpoint;
  }

  Optional<Leg> leg(LegId id) {
    return Optional.ofNullable(alive.get(id));
  }

  /** The name by which others take the place of a leg; empty when it is no more. */
  Optional<DialogId> shownAs(LegId id) {
    return leg(id).map(leg -> dialogs.aliasOf(leg.id()));
  }

  /** From any thread. */
  int count() {
    return count;
  }

  /** Whether one call more can be taken; a number of legs is kept for the emergency services. */
  boolean haveRoom(Urgency urgency) {
    return switch (urgency) {
      case ROUTINE -> alive.size() < most;
      case EMERGENCY -> alive.size() < most + KEPT_FOR_EMERGENCIES;
    };
  }

  List<Leg> all() {
    return List.copyOf(alive.values());
  }

  /** A call of a known sender. */
  void offered(
      IncomingInvite invite,
      Origin origin,
      String dialled,
      CallerId caller,
      List<Redirection> redirections,
      Urgency urgency,
      Optional<ReplacesHeader> replaces) {
    Optional<SessionDescription> offer;
    try {
      offer = sounds.usableOffer(invite.sdp(), origin);
    } catch (NotNegotiable e) {
      LOG.info("A call of {} to {} is refused: {}", origin, dialled, e.getMessage());
      invite.refuse(488, CauseTable.phraseOf(488), List.of(CauseTable.warning(e.getMessage())));
      return;
    }
    var id = new LegId(node, LegId.Direction.IN, ++lastIncoming);
    LegSound sound = sounds.of(id, origin, invite.flow(), offer);
    var leg = new IncomingLeg(id, sound, this, origin, invite, offer);
    begin(leg);
    int hopsLeft = SipMessages.hopsLeft(invite.message());
    core.happened(
        new Event.Offered(
            core.now(),
            id,
            origin,
            dialled,
            caller,
            hopsLeft,
            redirections,
            urgency,
            replaces.map(dialogs::look)));
  }

  /** Calls a phone or a number. */
  void dial(Command.Dial dial) {
    LegSound sound = sounds.of(dial.leg(), dial.to());
    try {
      List<AudioCodec> spoken = leg(dial.caller()).map(Leg::codecs).orElse(List.of());
      List<OutgoingInvite> invites = invitations.of(dial, way -> sound.offerBy(way, spoken));
      if (invites.isEmpty()) {
        sound.close();
        failed(dial.leg(), CauseTable.causeOfSilence(dial.to()), 0);
        return;
      }
      var leg = new OutgoingLeg(dial.leg(), sound, this, dial.to());
      begin(leg);
      leg.dial(sip, invites);
    } catch (PortsExhausted e) {
      failed(dial.leg(), Cause.OVERLOAD, 0);
    }
  }

  private void begin(Leg leg) {
    alive.put(leg.id(), leg);
    leg.trunk().ifPresent(trunkMeters::begins);
    count = alive.size();
  }

  /** A leg is over on our side: nothing is asked of it any more. */
  void ended(Leg leg) {
    if (alive.remove(leg.id()) != null) {
      leg.trunk().ifPresent(trunkMeters::ends);
    }
    count = alive.size();
    dialogs.forget(leg);
    leg.letGo();
  }

  /** A device has registered by another path. */
  void moved(DeviceId device, Flow from, Flow to) {
    alive.values().forEach(leg -> leg.moved(device, from, to));
  }

  /** Which SIP messages belong to a leg. */
  void spokenIn(Leg leg, InviteDialog dialog) {
    ladders.spokenIn(leg.id(), dialog.id().callId());
    dialogs.add(leg, dialog);
  }

  /** A phone asks for a transfer. */
  TransferSubscription subscription(IncomingRequest refer, InviteDialog dialog, boolean isFirst) {
    return new TransferSubscription(refer, dialog, isFirst, core.loop());
  }

  void transferAsked(LegId leg, ReferTo wanted) {
    // People put spaces into the numbers of their telephone books.
    String dialled = DialledUser.of(wanted.target()).replace(" ", "");
    core.happened(
        new Event.TransferAsked(core.now(), leg, dialled, wanted.replaces().map(dialogs::look)));
  }

  void held(LegId leg) {
    core.happened(new Event.Held(core.now(), leg));
  }

  void resumed(LegId leg) {
    core.happened(new Event.Resumed(core.now(), leg));
  }

  /** A phone sends its call elsewhere. */
  void forwarded(LegId leg, String to) {
    core.happened(new Event.Moved(core.now(), leg, to));
  }

  /** Notices when the peer of an answered leg vanishes without a word. */
  void watch(InviteDialog dialog, Leg leg, Runnable gone) {
    leg.sound().expectSound();
    leg.watchedBy(signsOfLife.watch(dialog, leg.sound()::isHeardNow, leg::isHolding, gone));
  }

  /** Notices that a peer that was called says nothing at all. */
  void awaitFirstSign(BooleanSupplier isThere, Runnable silent) {
    signsOfLife.awaitFirst(isThere, silent);
  }

  void trying(LegId leg) {
    core.happened(new Event.Trying(core.now(), leg));
  }

  void ringing(LegId leg) {
    core.happened(new Event.Ringing(core.now(), leg));
  }

  void earlyMediaStarted(LegId leg) {
    core.happened(new Event.EarlyMediaStarted(core.now(), leg));
  }

  void answered(LegId leg) {
    core.happened(new Event.Answered(core.now(), leg));
  }

  void failed(LegId leg, Cause cause, int status) {
    core.happened(new Event.Failed(core.now(), leg, cause, status));
  }

  void hungUp(LegId leg, Cause cause) {
    core.happened(new Event.HungUp(core.now(), leg, cause));
  }
}
