package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.paraat.pbx.vocabulary.Redirection;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipUris;

/** Whom a call was meant for before: Diversion (RFC 5806) and History-Info (RFC 7044). */
final class Redirections {
  private static final int MOST = 10;
  private static final int LONGEST = 64;

  private Redirections() {}

  /** As a request tells, the latest first. */
  static List<Redirection> in(SIPRequest request) {
    if (request.getHeader("Diversion") != null) {
      return diversions(request);
    }
    return request.getHeader("History-Info") != null ? history(request) : List.of();
  }

  private static List<Redirection> diversions(SIPRequest request) {
    var found = new ArrayList<Redirection>();
    for (String value : Headers.values(request, "Diversion")) {
      add(value, parameter(value, ";reason="), found);
    }
    return found;
  }

  /**
   * The last entry is whom it is for now. One that came by a cause (RFC 4458) or was mapped ({@code
   * mp}, RFC 7044) was redirected there; any other is the same party looked up, such as by its
   * contact ({@code rc}, {@code np}).
   */
  private static List<Redirection> history(SIPRequest request) {
    List<String> entries = Headers.values(request, "History-Info");
    var found = new ArrayList<Redirection>();
    for (int i = entries.size() - 1; i > 0; i--) {
      String entry = entries.get(i);
      String cause = parameter(entry, ";cause=");
      String mappedFrom = parameter(entry, ";mp=");
      String by = redirecting(entries.subList(0, i), mappedFrom);
      String own = parameter(by, "cause%3d");
      boolean isLookedUp = entry.contains(";rc=") || entry.contains(";np=");
      boolean isSaid = !cause.isEmpty() || !mappedFrom.isEmpty();
      if (isSaid || (!own.isEmpty() && !isLookedUp)) {
        add(by, reasonOf(cause.isEmpty() ? own : cause), found);
      }
    }
    return found;
  }

  /** The entry of this index, or the latest. */
  private static String redirecting(List<String> before, String index) {
    for (String entry : before) {
      if (!index.isEmpty() && parameter(entry, ";index=").equals(index)) {
        return entry;
      }
    }
    return before.getLast();
  }

  // RFC 4458 and RFC 8119: what a cause means.
  private static String reasonOf(String cause) {
    return switch (cause) {
      case "486" -> "user-busy";
      case "408" -> "no-answer";
      case "503", "404" -> "unavailable";
      case "480", "487" -> "deflection";
      default -> Redirection.UNCONDITIONAL;
    };
  }

  private static void add(String value, String reason, List<Redirection> found) {
    String number =
        Headers.address(value).map(address -> DialledUser.of(address.getURI())).orElse("");
    if (!number.isEmpty() && found.size() < MOST) {
      found.add(new Redirection(number, reason.isEmpty() ? "unknown" : reason));
    }
  }

  /** A token after a name, in lower case. */
  private static String parameter(String value, String name) {
    String lower = value.toLowerCase(Locale.ROOT);
    int start = lower.indexOf(name);
    if (start < 0) {
      return "";
    }
    start += name.length();
    int end = start;
    while (end < lower.length() && end - start < LONGEST && isToken(lower.charAt(end))) {
      end++;
    }
    return lower.substring(start, end);
  }

  private static boolean isToken(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  }

  /**
   * Tells a carrier of them.
   *
   * @param latestFirst as in a call
   */
  static OutgoingInvite tell(List<Redirection> latestFirst, TrunkLine line, OutgoingInvite invite) {
    OutgoingInvite telling = invite;
    for (Redirection each : latestFirst.subList(0, Math.min(MOST, latestFirst.size()))) {
      telling =
          telling.with(
              "Diversion",
              '<' + uriOf(each, line) + ">;reason=" + parameter(";" + each.reason(), ";"));
    }
    return latestFirst.isEmpty()
        ? telling
        : telling.with("History-Info", history(latestFirst, line, invite.target()));
  }

  private static String history(List<Redirection> latestFirst, TrunkLine line, String target) {
    var entries = new StringBuilder();
    var index = new StringBuilder("1");
    int first = Math.min(MOST, latestFirst.size()) - 1;
    for (int i = first; i >= 0; i--) {
      entries.append('<').append(uriOf(latestFirst.get(i), line));
      entries.append(">;index=").append(index);
      if (i < first) {
        entries.append(";mp=").append(index, 0, index.length() - 2);
      }
      entries.append(", ");
      index.append(".1");
    }
    return entries
        .append('<')
        .append(target)
        .append(";cause=302>;index=")
        .append(index)
        .append(";mp=")
        .append(index, 0, index.length() - 2)
        .toString();
  }

  private static String uriOf(Redirection redirection, TrunkLine line) {
    return SipUris.sip(redirection.number(), line.registrar());
  }
}
