package org.paraat.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a phone answers to a challenge (RFC 7616). */
final class Proof {
  private Proof() {}

  /** The header with the proof; empty when only a way is offered that this phone does not know. */
  static String of(
      String user, String secret, String cnonce, Message challenge, String method, String uri) {
    for (String offered : challenge.all("WWW-Authenticate")) {
      if (!offered.contains("SHA-256")) {
        String nonce = quoted(offered, "nonce");
        String realm = quoted(offered, "realm");
        String one = md5(user + ":" + realm + ":" + secret);
        String two = md5(method + ":" + uri);
        String response = md5(one + ":" + nonce + ":00000001:" + cnonce + ":auth:" + two);
        return "Authorization: Digest username=\""
            + user
            + "\", realm=\""
            + realm
            + "\", nonce=\""
            + nonce
            + "\", uri=\""
            + uri
            + "\", response=\""
            + response
            + "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\""
            + cnonce
            + "\"\r\n";
      }
    }
    return "";
  }

  private static String quoted(String header, String name) {
    int from = header.indexOf(name + "=\"");
    return from < 0
        ? ""
        : header.substring(from + name.length() + 2, header.indexOf('"', from + name.length() + 2));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
