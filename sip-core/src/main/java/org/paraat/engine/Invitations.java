package org.paraat.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.media.PortsExhausted;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.registrar.Binding;
import org.paraat.sip.transport.Flow;

/** Writes the INVITEs of a leg that we dial: to whom, from whom, how it is to ring. */
final class Invitations {
  private static final String EMERGENCY_PREFIX = "SPOED – ";
  private static final Party WITHHELD =
      new Party("Anonymous", "anonymous", Optional.of("anonymous.invalid"));

  /** Our offer, made only when there is somebody to send it to. */
  interface Offer {
    String make(Flow way) throws PortsExhausted;
  }

  private final PhoneDesk phones;
  private final Trunks trunks;

  Invitations(PhoneDesk phones, Trunks trunks) {
    this.phones = phones;
    this.trunks = trunks;
  }

  /** One for each contact of the target; none when it cannot be reached. */
  List<OutgoingInvite> of(Command.Dial dial, Offer offer) throws PortsExhausted {
    return switch (dial.to()) {
      case Target.ToDevice device -> toDevice(device, dial, offer);
      case Target.ToTrunk trunk -> toTrunk(trunk, dial, offer);
    };
  }

  private List<OutgoingInvite> toDevice(Target.ToDevice target, Command.Dial dial, Offer offer)
      throws PortsExhausted {
    List<Binding> contacts = phones.contactsOf(target.device());
    if (contacts.isEmpty()) {
      return List.of();
    }
    // One description for all: phones of one account on both IP versions get that of the first.
    String sdp = offer.make(contacts.getFirst().flow());
    Party from = shown(dial.shownAs(), dial.alerting());
    var invites = new ArrayList<OutgoingInvite>();
    for (Binding contact : contacts) {
      var invite =
          routed(OutgoingInvite.to(contact.contact(), contact.flow(), from, sdp), contact)
              .addressedTo(Party.of("", target.device().user()))
              .passedOnAtMost(dial.hopsLeft());
      invites.add(dial.alerting() == Alerting.EMERGENCY ? urgent(invite) : invite);
    }
    return invites;
  }

  // The way that the phone's proxies told when it registered (RFC 3327 5.1).
  private static OutgoingInvite routed(OutgoingInvite invite, Binding contact) {
    OutgoingInvite routed = invite;
    for (String hop : contact.path()) {
      routed = routed.with("Route", hop);
    }
    return routed;
  }

  private List<OutgoingInvite> toTrunk(Target.ToTrunk target, Command.Dial dial, Offer offer)
      throws PortsExhausted {
    Optional<Trunks.Line> line = trunks.lineOf(target.trunk());
    if (line.isEmpty()) {
      return List.of();
    }
    Party from = shown(dial.shownAs(), Alerting.ROUTINE);
    Flow way = line.get().flow();
    var invite =
        OutgoingInvite.to(line.get().uriOf(target.number()), way, from, offer.make(way))
            .passedOnAtMost(dial.hopsLeft());
    invite = dial.shownAs().isWithheld() ? invite.with("Privacy", "id") : invite.asserting(from);
    return List.of(dial.alerting() == Alerting.EMERGENCY ? prior(invite) : invite);
  }

  private static Party shown(CallerId caller, Alerting alerting) {
    String prefix = alerting == Alerting.EMERGENCY ? EMERGENCY_PREFIX : "";
    if (caller.isWithheld()) {
      String name = caller.displayName().isEmpty() ? WITHHELD.display() : caller.displayName();
      return new Party(prefix + name, WITHHELD.user(), WITHHELD.host());
    }
    String name =
        caller.displayName().isEmpty() && !prefix.isEmpty()
            ? caller.number()
            : caller.displayName();
    return Party.of(prefix + name, caller.number());
  }

  /** One set of headers for every maker's own ring: handsets want the dummy URL. */
  private static OutgoingInvite urgent(OutgoingInvite invite) {
    return prior(invite)
        .with("Alert-Info", "<http://127.0.0.1>;info=spoed;x-line-id=0")
        .with("Alert-Info", "<urn:alert:priority:high>");
  }

  private static OutgoingInvite prior(OutgoingInvite invite) {
    return invite.with("Priority", "emergency").with("Resource-Priority", "esnet.1");
  }
}
