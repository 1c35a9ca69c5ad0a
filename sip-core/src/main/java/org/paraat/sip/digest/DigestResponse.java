package org.paraat.sip.digest;

/** The proof itself (RFC 7616 3.4.1). */
final class DigestResponse {
  private DigestResponse() {}

  /**
   * @param ha1 {@code H(user:realm:secret)}
   * @param qop {@code auth}; empty as RFC 2069 had it
   */
  static String of(
      Algorithm algorithm,
      String ha1,
      String nonce,
      String count,
      String clientNonce,
      String qop,
      String method,
      String uri) {
    String ha2 = algorithm.hash(method + ':' + uri);
    return qop.isEmpty()
        ? algorithm.hash(ha1 + ':' + nonce + ':' + ha2)
        : algorithm.hash(
            ha1 + ':' + nonce + ':' + count + ':' + clientNonce + ':' + qop + ':' + ha2);
  }
}
