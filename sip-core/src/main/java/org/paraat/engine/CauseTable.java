package org.paraat.engine;

import java.util.Optional;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.Reason;

/** SIP status codes in the words of the PBX, both ways: the only place where they meet. */
final class CauseTable {
  static final int UNAVAILABLE = 503;

  private CauseTable() {}

  /** Tells a peer in words what was missing (RFC 3261 20.43). */
  static HeaderLine warning(String text) {
    return new HeaderLine("Warning", "399 paraat " + Quoting.quoted(text));
  }

  /**
   * What a final response to our INVITE means.
   *
   * @param status 300 to 699
   */
  static Cause causeOf(int status, Target target) {
    boolean isTrunk = target instanceof Target.ToTrunk;
    return switch (status) {
      case 300, 301, 302, 305, 380 -> Cause.MOVED;
      case 486, 600 -> Cause.BUSY;
      case 603, 607, 608 -> Cause.DECLINED;
      case 408, 480, 487 -> Cause.NO_ANSWER;
      // a phone that does not know its own user is set up wrongly: it cannot be reached
      case 404, 410, 484, 485, 604 -> isTrunk ? Cause.UNKNOWN_NUMBER : Cause.DEVICE_UNREACHABLE;
      case 482, 483 -> Cause.GOES_IN_CIRCLES;
      case 401, 403, 407 -> Cause.NOT_ALLOWED;
      case 415, 488, 606 -> Cause.MEDIA_NOT_ACCEPTABLE;
      default ->
          status < 500 || status >= 600
              ? Cause.PROTOCOL_ERROR
              : isTrunk ? Cause.TRUNK_FAILED : Cause.DEVICE_UNREACHABLE;
    };
  }

  /** What it means that our INVITE got no final response at all, or could not be sent. */
  static Cause causeOfSilence(Target target) {
    return switch (target) {
      case Target.ToDevice _ -> Cause.DEVICE_UNREACHABLE;
      case Target.ToTrunk _ -> Cause.TRUNK_UNREACHABLE;
    };
  }

  /** What it means that a leg ended on the wire. */
  static Cause causeOf(InviteEnd end, Origin peer) {
    return switch (end) {
      case CANCELLED -> Cause.CALLER_GAVE_UP;
      case BYE -> Cause.NORMAL;
      case PROTOCOL_BROKEN -> Cause.PROTOCOL_ERROR;
      case NO_ACK, EXPIRED, LOST ->
          switch (peer) {
            case Origin.FromDevice _ -> Cause.DEVICE_UNREACHABLE;
            case Origin.FromTrunk _ -> Cause.TRUNK_UNREACHABLE;
          };
    };
  }

  /** What it means that a leg that we dialled ended on the wire. */
  static Cause causeOf(InviteEnd end, Target peer) {
    return switch (end) {
      case CANCELLED, BYE -> Cause.NORMAL;
      case PROTOCOL_BROKEN -> Cause.PROTOCOL_ERROR;
      case NO_ACK, EXPIRED, LOST -> causeOfSilence(peer);
    };
  }

  /** The final response that refuses or ends an INVITE that came in. */
  static int statusOf(Cause cause) {
    return switch (cause) {
      case NORMAL,
          COMPLETED_ELSEWHERE,
          NO_ANSWER,
          MOVED,
          DEVICE_UNREACHABLE,
          SOUND_LOST,
          NOBODY_REACHABLE,
          LASTED_TOO_LONG ->
          480;
      case CALLER_GAVE_UP -> 487;
      case BUSY -> 486;
      case DECLINED -> 603;
      case UNKNOWN_NUMBER -> 404;
      case GOES_IN_CIRCLES -> 483;
      case CONVERSATION_GONE -> 481;
      case NOT_ALLOWED -> 403;
      case MEDIA_NOT_ACCEPTABLE -> 488;
      case PROTOCOL_ERROR -> 400;
      case TRUNK_FAILED -> 502;
      case TRUNK_UNREACHABLE -> 504;
      case ALL_TRUNKS_FAILED, OVERLOAD, SHUTTING_DOWN, PLATFORM_RESTARTED -> UNAVAILABLE;
      case OUR_BUG -> 500;
    };
  }

  static String phraseOf(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 480 -> "Temporarily Unavailable";
      case 481 -> "Call/Transaction Does Not Exist";
      case 483 -> "Too Many Hops";
      case 486 -> "Busy Here";
      case 487 -> "Request Terminated";
      case 488 -> "Not Acceptable Here";
      case 500 -> "Server Internal Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Server Time-out";
      case 603 -> "Decline";
      default -> "Failed";
    };
  }

  /** The Reason header (RFC 3326) of our BYE or CANCEL; empty where it would say nothing. */
  static Optional<Reason> reasonOf(Cause cause) {
    return switch (cause) {
      case COMPLETED_ELSEWHERE -> Optional.of(Reason.COMPLETED_ELSEWHERE);
      case NORMAL, CALLER_GAVE_UP -> Optional.of(new Reason("Q.850", 16, "Normal call clearing"));
      case BUSY -> Optional.of(new Reason("Q.850", 17, "User busy"));
      case NO_ANSWER -> Optional.of(new Reason("Q.850", 19, "No answer from user"));
      case DECLINED -> Optional.of(new Reason("Q.850", 21, "Call rejected"));
      case UNKNOWN_NUMBER -> Optional.of(new Reason("Q.850", 1, "Unallocated number"));
      case LASTED_TOO_LONG ->
          Optional.of(new Reason("Q.850", 102, "Longer than a conversation may last"));
      case SOUND_LOST -> Optional.of(new Reason("Q.850", 41, "No sound comes any more"));
      case SHUTTING_DOWN -> Optional.of(new Reason("SIP", 503, "Shutting down"));
      case PLATFORM_RESTARTED -> Optional.of(new Reason("SIP", 503, "Restarted"));
      case OVERLOAD -> Optional.of(new Reason("SIP", 503, "Overload"));
      case OUR_BUG -> Optional.of(new Reason("SIP", 500, "Internal error"));
      case TRUNK_FAILED, TRUNK_UNREACHABLE, ALL_TRUNKS_FAILED ->
          Optional.of(new Reason("Q.850", 38, "Network out of order"));
      case MOVED,
          GOES_IN_CIRCLES,
          CONVERSATION_GONE,
          NOT_ALLOWED,
          MEDIA_NOT_ACCEPTABLE,
          PROTOCOL_ERROR,
          DEVICE_UNREACHABLE,
          NOBODY_REACHABLE ->
          Optional.empty();
    };
  }

  /** Which of two failed contacts of one device tells more about the person behind it. */
  static boolean tellsMore(Cause one, Cause other) {
    return weight(one) > weight(other);
  }

  private static int weight(Cause cause) {
    return switch (cause) {
      case DECLINED -> 6;
      case BUSY -> 5;
      case MOVED -> 4;
      case NO_ANSWER -> 3;
      case NOT_ALLOWED, MEDIA_NOT_ACCEPTABLE -> 2;
      case PROTOCOL_ERROR, UNKNOWN_NUMBER, GOES_IN_CIRCLES, CONVERSATION_GONE, TRUNK_FAILED -> 1;
      case NORMAL,
          COMPLETED_ELSEWHERE,
          CALLER_GAVE_UP,
          TRUNK_UNREACHABLE,
          ALL_TRUNKS_FAILED,
          DEVICE_UNREACHABLE,
          SOUND_LOST,
          NOBODY_REACHABLE,
          LASTED_TOO_LONG,
          OVERLOAD,
          SHUTTING_DOWN,
          PLATFORM_RESTARTED,
          OUR_BUG ->
          0;
    };
  }
}
