package org.paraat.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proves that a phone knows its secret (RFC 7616 with MD5). */
record DigestProof(String user, String secret) {

  /** The header line that answers the challenge of a response. */
  String of(String challenge, String method, String uri) {
    String header = SocketPhone.header(challenge, "WWW-Authenticate");
    String realm = parameter(header, "realm");
    String nonce = parameter(header, "nonce");
    String response =
        md5(
            md5(user + ":" + realm + ":" + secret)
                + ":"
                + nonce
                + ":00000001:browser:auth:"
                + md5(method + ":" + uri));
    return "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"browser\", opaque=\"%s\"\r\n"
        .formatted(user, realm, nonce, uri, response, parameter(header, "opaque"));
  }

  private static String parameter(String header, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(header);
    return found.find() ? found.group(1) : "";
  }

  private static String md5(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
