package org.paraat.sip.dialog;

import java.time.Duration;
import java.util.List;
import org.paraat.sip.transaction.TransactionSettings;

/**
 * How we behave as a SIP peer.
 *
 * @param userAgent what User-Agent and Server say
 * @param contactUser user part of our Contact
 * @param supported option tags that we know; a request that requires another is refused with 420
 * @param mostDialogs a call beyond is refused with 503
 * @param longestUnanswered after which time an INVITE without a final response is given up
 */
public record SipSettings(
    String userAgent,
    String contactUser,
    List<String> allow,
    List<String> supported,
    int mostDialogs,
    Duration longestUnanswered,
    TransactionSettings transactions) {

  public SipSettings {
    allow = List.copyOf(allow);
    supported = List.copyOf(supported);
  }

  public static SipSettings standard() {
    return new SipSettings(
        "Paraat",
        "paraat",
        List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "REGISTER"),
        List.of(),
        20_000,
        Duration.ofMinutes(60),
        TransactionSettings.standard());
  }

  public SipSettings called(String product) {
    return new SipSettings(
        product, contactUser, allow, supported, mostDialogs, longestUnanswered, transactions);
  }

  public SipSettings bounded(int dialogs) {
    return new SipSettings(
        userAgent, contactUser, allow, supported, dialogs, longestUnanswered, transactions);
  }

  public SipSettings timed(TransactionSettings timers) {
    return new SipSettings(
        userAgent, contactUser, allow, supported, mostDialogs, longestUnanswered, timers);
  }
}
