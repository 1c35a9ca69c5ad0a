package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.stream.Stream;
import javax.sip.address.URI;
import org.paraat.pbx.directory.Trunk;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipUris;

/** What was dialled, as a person would type it, from a request URI. */
final class DialledUser {
  private static final int MOST_CHARACTERS = 64;

  /** What {@code urn:service:sos} means, of whatever kind: 112 asks the caller which. */
  private static final String EMERGENCIES = "112";

  private DialledUser() {}

  /** Whom a written URI names; nobody, when it is none that can be dialled. */
  static Stream<String> in(String uri) {
    return SipUris.parse(uri).map(DialledUser::of).filter(user -> !user.isEmpty()).stream();
  }

  /**
   * What was dialled at a trunk. A carrier at which we register may call the user of our Contact:
   * then the number stands in P-Called-Party-ID (RFC 7315 4.2), else in To.
   */
  static String over(Trunk trunk, SIPRequest request) {
    String dialled = of(request.getRequestURI());
    boolean isOurLine = trunk.registers() && trunk.account().orElseThrow().user().equals(dialled);
    if (!isOurLine) {
      return dialled;
    }
    String number =
        Headers.value(request, "P-Called-Party-ID")
            .flatMap(Headers::address)
            .map(address -> of(address.getURI()))
            .orElseGet(() -> of(request.getTo().getAddress().getURI()));
    return number.isEmpty() ? dialled : number;
  }

  /**
   * @return unescaped, without parameters such as {@code ;user=phone} or a password, at most 64
   *     characters; empty when the URI names nobody
   */
  static String of(URI requestUri) {
    if (SipUris.isForEmergencies(requestUri)) {
      return EMERGENCIES;
    }
    String user = SipUris.user(requestUri);
    int end = user.indexOf(';');
    String dialled = (end < 0 ? user : user.substring(0, end)).strip();
    return dialled.substring(0, Math.min(dialled.length(), MOST_CHARACTERS));
  }
}
