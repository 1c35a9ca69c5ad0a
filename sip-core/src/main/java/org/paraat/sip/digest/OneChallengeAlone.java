package org.paraat.sip.digest;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paraat.sip.message.Headers;

/**
 * Phones that give up at a challenge whose algorithm they do not know, even beside one that they
 * do, against RFC 8760 2.4; they tell themselves by their User-Agent.
 */
final class OneChallengeAlone {
  /** Knows SHA-256 since 3.12; every earlier one answers neither challenge. */
  private static final Pattern BARESIP = Pattern.compile("^baresip v(\\d{1,4})\\.(\\d{1,4})\\b.*");

  private static final int FIRST_GOOD_MAJOR = 3;
  private static final int FIRST_GOOD_MINOR = 12;

  private OneChallengeAlone() {}

  static boolean isWantedBy(SIPRequest request) {
    return Headers.lines(request, "User-Agent").stream().anyMatch(OneChallengeAlone::isOldBaresip);
  }

  private static boolean isOldBaresip(String userAgent) {
    Matcher version = BARESIP.matcher(userAgent.strip());
    if (!version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major < FIRST_GOOD_MAJOR
        || (major == FIRST_GOOD_MAJOR && Integer.parseInt(version.group(2)) < FIRST_GOOD_MINOR);
  }
}
