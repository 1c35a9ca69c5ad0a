package org.paraat.sip.message;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a REFER asks for (RFC 3515).
 *
 * @param target whom to call
 * @param method by which request, nearly always INVITE
 * @param replaces whose place that call is to take
 */
public record ReferTo(GenericURI target, String method, Optional<ReplacesHeader> replaces) {
  private static final String INVITE = "INVITE";
  private static final int MOST_HEADERS = 16;

  /** Empty unless it asks for exactly one thing that can be understood. */
  public static Optional<ReferTo> in(SIPRequest refer) {
    List<String> values = Headers.values(refer, "Refer-To");
    return values.size() == 1 ? parse(values.getFirst()) : Optional.empty();
  }

  /**
   * Reads the value of the header. Some phones forget the brackets, others to escape what stands in
   * them: so the headers of the URI are read by themselves.
   */
  public static Optional<ReferTo> parse(String value) {
    String uri = uriIn(value);
    int question = uri.indexOf('?');
    String address = question < 0 ? uri : uri.substring(0, question);
    List<String> headers =
        question < 0 ? List.of() : Quoting.split(uri.substring(question + 1), '&', MOST_HEADERS);
    List<String> replaced = headers.stream().filter(ReferTo::isReplaces).toList();
    Optional<ReplacesHeader> replaces = replaced.stream().findFirst().flatMap(ReferTo::replacesIn);
    boolean isClear = replaced.isEmpty() || (replaced.size() == 1 && replaces.isPresent());
    return SipUris.parse(address)
        .filter(_ -> isClear)
        .map(target -> new ReferTo(target, methodOf(target), replaces));
  }

  /** Whether it asks for a call, rather than for some other request. */
  public boolean isForCall() {
    return method.equalsIgnoreCase(INVITE);
  }

  private static String uriIn(String value) {
    int open = value.lastIndexOf('<');
    if (open >= 0) {
      int close = value.indexOf('>', open);
      return close < 0 ? "" : value.substring(open + 1, close).strip();
    }
    int parameters = value.indexOf('?') < 0 ? value.indexOf(';') : -1;
    return parameters < 0 ? value : value.substring(0, parameters).strip();
  }

  private static boolean isReplaces(String header) {
    return header.regionMatches(true, 0, "Replaces=", 0, "Replaces=".length());
  }

  private static Optional<ReplacesHeader> replacesIn(String header) {
    return ReplacesHeader.parse(SipUris.unescaped(header.substring("Replaces=".length())));
  }

  private static String methodOf(GenericURI target) {
    String method = target instanceof SipUri uri ? uri.getMethodParam() : null;
    return method == null ? INVITE : method;
  }
}
