package org.paraat.engine;

import javax.sip.address.URI;
import org.paraat.sip.message.SipUris;

/** What was dialled, as a person would type it, from a request URI. */
final class DialledUser {
  private static final int MOST_CHARACTERS = 64;

  /** What {@code urn:service:sos} means, of whatever kind: 112 asks the caller which. */
  private static final String EMERGENCIES = "112";

  private DialledUser() {}

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
