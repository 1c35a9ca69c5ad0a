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
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.registrar.Binding;
import org.paraat.sip.transport.Flow;

/** Writes the INVITEs of a leg that we dial: to whom, from whom, how it is to ring. */
final class Invitations {
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
      invites.add(Ring.atPhone(invite, dial.alerting()));
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
    Optional<TrunkLine> found = trunks.lineOf(target.trunk(), target.peer());
    if (found.isEmpty() || !found.get().isSpoken()) {
      return List.of();
    }
    TrunkLine line = found.get();
    Party from = presented(dial.shownAs(), line);
    Flow way = line.flow();
    var invite =
        OutgoingInvite.to(line.uriOf(target.number()), way, from, offer.make(way))
            .passedOnAtMost(dial.hopsLeft());
    Optional<ClientCredentials> account = trunks.accountOf(target.trunk());
    if (account.isPresent()) {
      invite = invite.provingBy(account.get());
    }
    invite = vouched(dial, line, from, invite);
    invite = Redirections.tell(dial.vouched().redirections(), line, invite);
    return List.of(Ring.atCarrier(invite, dial.alerting()));
  }

  /** Our own number stands behind the call, whoever is shown (RFC 3325 5). */
  private static OutgoingInvite vouched(
      Command.Dial dial, TrunkLine line, Party from, OutgoingInvite invite) {
    String own = dial.vouched().ownNumber();
    if (dial.shownAs().isWithheld()) {
      OutgoingInvite hidden = invite.with("Privacy", "id");
      return own.isEmpty() ? hidden : hidden.asserting(line.of("", own));
    }
    boolean isOurs = own.isEmpty() || own.equals(from.user());
    return invite.asserting(isOurs ? from : line.of("", own));
  }

  private static Party presented(CallerId caller, TrunkLine line) {
    return caller.isWithheld() ? WITHHELD : line.of(caller.displayName(), caller.number());
  }

  private static Party shown(CallerId caller, Alerting alerting) {
    String prefix = Ring.prefix(alerting);
    if (caller.number().isEmpty()) {
      String name = caller.displayName().isEmpty() ? WITHHELD.display() : caller.displayName();
      return new Party(prefix + name, WITHHELD.user(), WITHHELD.host());
    }
    String name =
        caller.displayName().isEmpty() && !prefix.isEmpty() ? caller.number() : nameOf(caller);
    return Party.of(prefix + name, caller.number());
  }

  /** A number that is for our eyes only is shown as such. */
  private static String nameOf(CallerId caller) {
    return caller.isWithheld() ? WITHHELD.display() : caller.displayName();
  }
}
