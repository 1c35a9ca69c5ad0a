package org.paraat.sip.registrar;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/**
 * Knows where phones can be reached (RFC 3261 10). Whoever calls it has checked that the sender may
 * register for the address of record. Used on the loop only.
 */
public final class Registrar {
  private final Loop loop;
  private final RegistrarSettings settings;
  private final RegistrarListener listener;
  private final Contacts contacts;

  public Registrar(Loop loop, RegistrarSettings settings, RegistrarListener listener) {
    this.loop = loop;
    this.settings = settings;
    this.listener = listener;
    contacts = new Contacts(loop, settings, listener);
  }

  /** Carries out a REGISTER and answers it. */
  public void register(String addressOfRecord, IncomingRequest request) {
    SIPRequest message = request.message();
    if (message.getContactHeaders() == null) {
      answer(addressOfRecord, request);
      return;
    }
    boolean isStar =
        message.getContactHeaders().getHeaderList().stream()
            .anyMatch(contact -> contact.isWildCard());
    if (isStar) {
      removeAll(addressOfRecord, request);
      return;
    }
    Optional<List<ContactWish>> wishes = ContactWish.read(message, settings);
    if (wishes.isEmpty()) {
      request.respond(400, "Bad Contact");
    } else if (!Headers.values(message, "Path").stream().allMatch(SipMessages::isRoute)) {
      request.respond(400, "Bad Path");
    } else {
      carryOut(addressOfRecord, request, wishes.get());
    }
  }

  /** Where an address of record can be reached, the preferred and then the newest first. */
  public List<Binding> bindings(String addressOfRecord) {
    return contacts.bindings(addressOfRecord);
  }

  /** Every address of record that can be reached now. */
  public List<String> reachable() {
    return contacts.reachable();
  }

  /** How many addresses of record can be reached now. */
  public int count() {
    return contacts.count();
  }

  /** A connection ended: whoever registered over it is not there any more. */
  public void onFlowClosed(Flow flow) {
    contacts.onFlowClosed(flow);
  }

  /** Forgets all contacts of an address of record: its device was taken away. */
  public void forget(String addressOfRecord, String because) {
    contacts.forget(addressOfRecord, because);
  }

  /** Takes over a contact of an earlier life, unless it expired or was heard of again. */
  public void restore(KeptContact kept, Flow flow) {
    contacts.restore(kept, flow);
  }

  // RFC 3261 10.3, step 6.
  private void removeAll(String address, IncomingRequest request) {
    OptionalInt expires = Headers.number(request.message(), "Expires", Integer.MAX_VALUE);
    boolean isAlone = request.message().getContactHeaders().size() == 1;
    if (!isAlone || expires.isEmpty() || expires.getAsInt() != 0) {
      request.respond(400, "Bad Use Of *");
      return;
    }
    if (contacts.isOutOfOrder(address, request)) {
      request.respond(500, "CSeq Out Of Order");
      return;
    }
    forget(address, "it unregistered");
    answer(address, request);
  }

  private void carryOut(String address, IncomingRequest request, List<ContactWish> wishes) {
    boolean isTooShort =
        wishes.stream()
            .map(ContactWish::expires)
            .anyMatch(time -> !time.isZero() && time.compareTo(settings.shortest()) < 0);
    if (isTooShort) {
      request.respond(
          423,
          "Interval Too Brief",
          List.of(new HeaderLine("Min-Expires", String.valueOf(settings.shortest().toSeconds()))),
          Optional.empty());
      return;
    }
    // All or nothing: a request that is out of order for one contact changes none.
    if (contacts.isOutOfOrder(address, wishes, request)) {
      request.respond(500, "CSeq Out Of Order");
      return;
    }
    long wanted = wishes.stream().filter(wish -> !wish.expires().isZero()).count();
    if (wanted > settings.mostContacts()) {
      request.respond(403, "Too Many Contacts");
    } else if (!contacts.haveRoomFor(address)) {
      request.respond(503, "Overloaded");
    } else {
      contacts.change(address, request, wishes);
      answer(address, request);
      if (wishes.stream().anyMatch(wish -> !wish.expires().isZero())) {
        listener.onReachable(address);
      }
    }
  }

  private void answer(String address, IncomingRequest request) {
    List<HeaderLine> told = new ArrayList<>();
    for (Binding binding : bindings(address)) {
      // Rounded up: a phone that is told zero would think that it is gone.
      long left = Duration.between(loop.now(), binding.expires()).plusMillis(999).toSeconds();
      told.add(
          new HeaderLine("Contact", '<' + binding.contact() + ">;expires=" + Math.max(1, left)));
    }
    // RFC 3327 5.3: a phone that knows nothing of it is not told.
    boolean knowsPath =
        Headers.lists(request.message(), "Supported", "path")
            || Headers.lists(request.message(), "Require", "path");
    if (knowsPath) {
      Headers.values(request.message(), "Path")
          .forEach(hop -> told.add(new HeaderLine("Path", hop)));
    }
    request.respond(200, "OK", told, Optional.empty());
  }
}
