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
 * @param acceptedInInfo types of what INFO may carry; another is refused with 415
 * @param mostDialogs a call beyond is refused with 503
 * @param longestUnanswered after which time an INVITE without a final response is given up
 */
public record SipSettings(
    String userAgent,
    String contactUser,
    List<String> allow,
    List<String> supported,
    List<String> acceptedInInfo,
    int mostDialogs,
    Duration longestUnanswered,
    SessionTimerSettings sessionTimers,
    TransactionSettings transactions) {
  /** Reliable provisional responses (RFC 3262). */
  static final String RELIABLE = "100rel";

  /** Proxies on the way to a phone (RFC 3327). */
  static final String PATH = "path";

  /** Session timers (RFC 4028). */
  static final String TIMER = "timer";

  public SipSettings {
    allow = List.copyOf(allow);
    supported = List.copyOf(supported);
    acceptedInInfo = List.copyOf(acceptedInInfo);
  }

  public static SipSettings standard() {
    return new SipSettings(
        "Paraat",
        "paraat",
        List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "PRACK", "UPDATE", "REGISTER"),
        List.of(RELIABLE, TIMER, PATH),
        List.of("application/dtmf-relay", "application/dtmf"),
        20_000,
        Duration.ofMinutes(60),
        SessionTimerSettings.standard(),
        TransactionSettings.standard());
  }

  /** As a peer that knows RFC 3261 with INFO alone. */
  public SipSettings withoutExtensions() {
    return new SipSettings(
        userAgent,
        contactUser,
        List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO"),
        List.of(),
        acceptedInInfo,
        mostDialogs,
        longestUnanswered,
        SessionTimerSettings.off(),
        transactions);
  }

  public SipSettings called(String product) {
    return new SipSettings(
        product,
        contactUser,
        allow,
        supported,
        acceptedInInfo,
        mostDialogs,
        longestUnanswered,
        sessionTimers,
        transactions);
  }

  public SipSettings bounded(int dialogs) {
    return new SipSettings(
        userAgent,
        contactUser,
        allow,
        supported,
        acceptedInInfo,
        dialogs,
        longestUnanswered,
        sessionTimers,
        transactions);
  }

  public SipSettings timed(TransactionSettings timers) {
    return new SipSettings(
        userAgent,
        contactUser,
        allow,
        supported,
        acceptedInInfo,
        mostDialogs,
        longestUnanswered,
        sessionTimers,
        timers);
  }

  /** With other session timers, or none. */
  public SipSettings refreshing(SessionTimerSettings timers) {
    List<String> known =
        timers.isOn() ? supported : supported.stream().filter(tag -> !tag.equals(TIMER)).toList();
    return new SipSettings(
        userAgent,
        contactUser,
        allow,
        known,
        acceptedInInfo,
        mostDialogs,
        longestUnanswered,
        timers,
        transactions);
  }
}
