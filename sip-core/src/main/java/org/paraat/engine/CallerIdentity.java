package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.Address;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.SipUris;

/** Who a request says is calling; P-Asserted-Identity counts only from a trunk (RFC 3325). */
final class CallerIdentity {
  private static final int MOST_CHARACTERS = 64;

  private CallerIdentity() {}

  /** The user part of From: what a phone claims to be, until its digest proves it. */
  static String claimedUser(SIPRequest request) {
    return SipUris.user(request.getFrom().getAddress().getURI());
  }

  static CallerId ofPhone(SIPRequest request) {
    return callerIn(request.getFrom().getAddress());
  }

  /** The number that the carrier vouches for, unless the caller withholds it. */
  static CallerId ofTrunk(SIPRequest request) {
    if (isWithheld(request)) {
      return CallerId.ANONYMOUS;
    }
    Optional<Address> asserted =
        Headers.values(request, "P-Asserted-Identity").stream()
            .flatMap(value -> Headers.address(value).stream())
            .map(Address.class::cast)
            .findFirst();
    return callerIn(asserted.orElseGet(() -> request.getFrom().getAddress()));
  }

  /** RFC 3323: whoever asks for privacy is shown nowhere. */
  private static boolean isWithheld(SIPRequest request) {
    return Headers.value(request, "Privacy")
        .map(value -> value.toLowerCase(Locale.ROOT))
        .filter(value -> value.contains("id") || value.contains("user") || value.contains("header"))
        .isPresent();
  }

  private static CallerId callerIn(Address address) {
    String user = DialledUser.of(address.getURI());
    boolean isNobody =
        user.isEmpty()
            || user.equalsIgnoreCase("anonymous")
            || user.equalsIgnoreCase("unavailable")
            || user.equalsIgnoreCase("restricted")
            || SipUris.host(address.getURI()).endsWith("anonymous.invalid");
    return isNobody ? CallerId.ANONYMOUS : new CallerId(user, nameIn(address));
  }

  private static String nameIn(Address address) {
    String name = address.getDisplayName();
    if (name == null) {
      return "";
    }
    String plain = Quoting.unquoted(name.strip()).strip();
    return plain.substring(0, Math.min(plain.length(), MOST_CHARACTERS));
  }
}
