package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.ResourcePriority;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.ServerTransaction;

/** What can be refused before anybody decides about a request (RFC 3261 8.2, RFC 4028 9). */
final class FirstLook {
  private final OwnHeaders own;
  private final SipSettings settings;

  FirstLook(OwnHeaders own, SipSettings settings) {
    this.own = own;
    this.settings = settings;
  }

  /** The refusal; empty when there is nothing to object to. */
  Optional<SIPResponse> objection(ServerTransaction transaction) {
    SIPRequest request = transaction.request();
    if (request.getHeader("Require") != null) {
      List<String> unknown =
          Headers.values(request, "Require").stream()
              .filter(
                  tag -> settings.abilities().supported().stream().noneMatch(tag::equalsIgnoreCase))
              .toList();
      if (!unknown.isEmpty()) {
        SIPResponse refusal = refusal(transaction, 420, "Bad Extension");
        refusal.addHeader(SipMessages.header("Unsupported", String.join(", ", unknown)));
        return Optional.of(refusal);
      }
      if (wantsUnknownPriority(request)) {
        SIPResponse refusal = refusal(transaction, 417, "Unknown Resource-Priority");
        own.addPriorities(refusal);
        return Optional.of(refusal);
      }
    }
    return isAboutSession(request.getMethod())
        ? objectionToSession(transaction, request)
        : Optional.empty();
  }

  /** Without being required it would be passed over (RFC 4412 4.6.1). */
  private static boolean wantsUnknownPriority(SIPRequest request) {
    return Headers.lists(request, "Require", SipSettings.PRIORITY)
        && !ResourcePriority.isClaimed(request);
  }

  private static boolean isAboutSession(String method) {
    return method.equals("INVITE") || method.equals("UPDATE") || method.equals("PRACK");
  }

  private Optional<SIPResponse> objectionToSession(
      ServerTransaction transaction, SIPRequest request) {
    if (request.getRawContent() != null && !isReadable(request)) {
      SIPResponse refusal = refusal(transaction, 415, "Unsupported Media Type");
      own.addAccept(refusal);
      refusal.addHeader(SipMessages.header("Accept-Encoding", "identity"));
      return Optional.of(refusal);
    }
    if (SessionTerms.isTooShort(request, settings.sessionTimers())) {
      SIPResponse refusal = refusal(transaction, 422, "Session Interval Too Small");
      refusal.addHeader(
          SipMessages.header("Min-SE", String.valueOf(settings.sessionTimers().leastSeconds())));
      return Optional.of(refusal);
    }
    return Optional.empty();
  }

  private SIPResponse refusal(ServerTransaction transaction, int status, String phrase) {
    SIPResponse response = transaction.response(status, phrase);
    own.dress(response);
    return response;
  }

  private static boolean isReadable(SIPMessage message) {
    Optional<String> encoding = Headers.value(message, "Content-Encoding");
    if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("identity")) {
      return false;
    }
    String type = Headers.value(message, "Content-Type").orElse("").strip();
    return type.isEmpty()
        || startsWith(type, Body.SDP)
        || startsWith(type, "multipart/")
        || Headers.value(message, "Content-Disposition")
            .filter(value -> value.toLowerCase(Locale.ROOT).contains("handling=optional"))
            .isPresent();
  }

  private static boolean startsWith(String text, String beginning) {
    return text.regionMatches(true, 0, beginning, 0, beginning.length());
  }
}
