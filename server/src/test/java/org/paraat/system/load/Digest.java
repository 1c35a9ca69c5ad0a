package org.paraat.system.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proves that a phone knows its secret (RFC 2617, MD5, with or without qop). */
public record Digest(String user, String secret) {

  /** The header line that answers a challenge for the first time. */
  public String answer(SipText challenge, String method, String uri) {
    return answer(challenge, method, uri, 1);
  }

  /**
   * The header line that answers a challenge.
   *
   * @param uses how often its nonce was used, this time included
   */
  String answer(SipText challenge, String method, String uri, int uses) {
    String count = "%08x".formatted(uses);
    String header = challenge.header("WWW-Authenticate");
    String realm = parameter(header, "realm");
    String nonce = parameter(header, "nonce");
    String first = md5(user + ":" + realm + ":" + secret);
    String second = md5(method + ":" + uri);
    boolean hasQop = header.contains("qop=");
    String response =
        hasQop
            ? md5(first + ":" + nonce + ":" + count + ":load:auth:" + second)
            : md5(first + ":" + nonce + ":" + second);
    return "Authorization: Digest username=\"%s\",realm=\"%s\",nonce=\"%s\",uri=\"%s\",response=\"%s\",algorithm=MD5%s%s\r\n"
        .formatted(
            user,
            realm,
            nonce,
            uri,
            response,
            hasQop ? ",qop=auth,nc=" + count + ",cnonce=\"load\"" : "",
            header.contains("opaque=") ? ",opaque=\"" + parameter(header, "opaque") + "\"" : "");
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
