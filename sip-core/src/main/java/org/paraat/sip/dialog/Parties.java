package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Address;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;

/** Names with addresses, as messages write them. */
public final class Parties {
  private final Flow flow;

  /**
   * @param flow whose local address stands for a party without a host
   */
  Parties(Flow flow) {
    this.flow = flow;
  }

  // --- reading ---

  /** Who says to be the sender. */
  public static Party from(SIPMessage message) {
    return party(message.getFrom().getAddress());
  }

  /** Whom the sender wanted first, whatever became of it on the way. */
  public static Party to(SIPMessage message) {
    return party(message.getTo().getAddress());
  }

  /** Who the sender is, as a network asserts that we trust; the first of several. */
  public static Optional<Party> asserted(SIPMessage message) {
    List<String> values = Headers.values(message, "P-Asserted-Identity");
    return values.isEmpty()
        ? Optional.empty()
        : Headers.address(values.getFirst()).map(Parties::party);
  }

  /** The user part of the request URI without escapes: what was dialled. */
  public static String dialled(SIPRequest request) {
    return SipUris.user(request.getRequestURI());
  }

  private static Party party(Address address) {
    String display =
        address.getDisplayName() == null ? "" : Quoting.unescaped(address.getDisplayName());
    String host = SipUris.host(address.getURI());
    return new Party(
        display.strip(),
        SipUris.user(address.getURI()),
        host.isEmpty() ? Optional.empty() : Optional.of(host));
  }

  // --- writing ---

  From from(Party party, String tag) {
    return SipMessages.from(party.display(), uri(party), tag);
  }

  To to(Party party) {
    return SipMessages.to(party.display(), uri(party));
  }

  /** As a header's value. */
  String written(Party party) {
    AddressImpl address = new AddressImpl();
    if (!party.display().isEmpty()) {
      address.setDisplayName(Quoting.escaped(party.display()));
    }
    address.setURI(uri(party));
    address.setAddressType(AddressImpl.NAME_ADDR);
    return address.encode();
  }

  private GenericURI uri(Party party) {
    return SipUris.of(party.user(), party.host().orElseGet(() -> flow.local().host()));
  }
}
