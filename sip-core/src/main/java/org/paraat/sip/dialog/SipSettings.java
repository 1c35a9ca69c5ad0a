package org.paraat.sip.dialog;

import java.time.Duration;
import java.util.List;
import org.paraat.sip.transaction.TransactionSettings;

/**
 * How we behave as a SIP peer.
 *
 * @param userAgent what User-Agent and Server say
 * @param contactUser user part of our Contact
 * @param mostDialogs a call beyond is refused with 503
 * @param longestUnanswered after which time an INVITE without a final response is given up
 */
public record SipSettings(
    String userAgent,
    String contactUser,
    Abilities abilities,
    int mostDialogs,
    Duration longestUnanswered,
    SessionTimerSettings sessionTimers,
    TransactionSettings transactions) {
  /** Reliable provisional responses (RFC 3262). */
  static final String RELIABLE = "100rel";

  /** Proxies on the way to a phone (RFC 3327). */
  static final String PATH = "path";

  /** Calls that take the place of another (RFC 3891). */
  static final String REPLACES = "replaces";

  /** Transfers of which the phone does not want to be told (RFC 4488). */
  static final String WITHOUT_NEWS = "norefersub";

  /** Urgent calls before others (RFC 4412). */
  static final String PRIORITY = "resource-priority";

  /** Session timers (RFC 4028). */
  static final String TIMER = "timer";

  /**
   * What a peer may ask of us.
   *
   * @param allow methods that we know
   * @param supported option tags that we know; a request that requires another is refused with 420
   * @param acceptedInInfo types of what INFO may carry; another is refused with 415
   */
  public record Abilities(List<String> allow, List<String> supported, List<String> acceptedInInfo) {
    static final Abilities ALL =
        new Abilities(
            List.of(
                "INVITE",
                "ACK",
                "CANCEL",
                "BYE",
                "OPTIONS",
                "INFO",
                "PRACK",
                "UPDATE",
                "REFER",
                "REGISTER",
                "SUBSCRIBE"),
            List.of(RELIABLE, TIMER, PATH, REPLACES, WITHOUT_NEWS, PRIORITY),
            List.of("application/dtmf-relay", "application/dtmf"));

    public Abilities {
      allow = List.copyOf(allow);
      supported = List.copyOf(supported);
      acceptedInInfo = List.copyOf(acceptedInInfo);
    }

    private Abilities without(String tag) {
      return new Abilities(
          allow, supported.stream().filter(known -> !known.equals(tag)).toList(), acceptedInInfo);
    }
  }

  public static SipSettings standard() {
    return new SipSettings(
        "Paraat",
        "paraat",
        Abilities.ALL,
        20_000,
        Duration.ofMinutes(60),
        SessionTimerSettings.standard(),
        TransactionSettings.standard());
  }

  public SipSettings called(String product) {
    return new SipSettings(
        product,
        contactUser,
        abilities,
        mostDialogs,
        longestUnanswered,
        sessionTimers,
        transactions);
  }

  public SipSettings bounded(int dialogs) {
    return new SipSettings(
        userAgent, contactUser, abilities, dialogs, longestUnanswered, sessionTimers, transactions);
  }

  /** With other session timers, or none. */
  public SipSettings refreshing(SessionTimerSettings timers) {
    return new SipSettings(
        userAgent,
        contactUser,
        timers.isOn() ? abilities : abilities.without(TIMER),
        mostDialogs,
        longestUnanswered,
        timers,
        transactions);
  }
}
