package org.paraat.sip.dialog;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.ResourcePriority;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.SipAddress;

/** The headers that say who we are and what we can; made once, shared by all messages. */
final class OwnHeaders {
  private static final int MOST_CONTACTS = 1000;

  private final String contactUser;
  private final boolean supportsSomething;
  private final SIPHeader userAgent;
  private final SIPHeader server;
  private final SIPHeader allow;
  private final SIPHeader supported;
  private final SIPHeader accept;
  private final SIPHeader acceptLanguage;
  private final SIPHeader acceptedInInfo;
  private final SIPHeader priorities;
  private final SIPHeader warning;
  private final List<SIPHeader> timer;
  private final Map<SipAddress, SIPHeader> contacts = new HashMap<>();

  OwnHeaders(SipSettings settings) {
    contactUser = settings.contactUser();
    supportsSomething = !settings.abilities().supported().isEmpty();
    userAgent = SipMessages.header("User-Agent", settings.userAgent());
    server = SipMessages.header("Server", settings.userAgent());
    allow = SipMessages.header("Allow", String.join(", ", settings.abilities().allow()));
    supported =
        SipMessages.header("Supported", String.join(", ", settings.abilities().supported()));
    accept = SipMessages.header("Accept", Body.SDP);
    acceptLanguage = SipMessages.header("Accept-Language", "nl, en");
    acceptedInInfo =
        SipMessages.header("Accept", String.join(", ", settings.abilities().acceptedInInfo()));
    priorities =
        SipMessages.header(
            "Accept-Resource-Priority", String.join(", ", ResourcePriority.UNDERSTOOD));
    warning =
        SipMessages.header(
            "Warning", "305 " + settings.contactUser() + " \"No common way to send sound\"");
    timer = timer(settings.sessionTimers());
  }

  private static List<SIPHeader> timer(SessionTimerSettings settings) {
    if (!settings.isOn()) {
      return List.of();
    }
    SIPHeader interval = SipMessages.header("Session-Expires", String.valueOf(settings.seconds()));
    SIPHeader least = SipMessages.header("Min-SE", String.valueOf(settings.leastSeconds()));
    boolean isUsual = settings.shortest().equals(SessionTimerSettings.LEAST);
    return isUsual ? List.of(interval) : List.of(interval, least);
  }

  /** Asks for a session timer (RFC 4028 7); who refreshes is the peer's choice. */
  void askForTimer(SIPRequest invite) {
    timer.forEach(invite::addHeader);
  }

  /** Completes a request. */
  void dress(SIPRequest request) {
    request.addHeader(userAgent);
  }

  /** Completes a response. */
  void dress(SIPResponse response) {
    response.addHeader(server);
  }

  /** Adds what an INVITE, an answer to it and an answer to OPTIONS tell of us. */
  void addAbilities(SIPMessage message) {
    message.addHeader(allow);
    if (supportsSomething) {
      message.addHeader(supported);
    }
  }

  void addAllow(SIPMessage message) {
    message.addHeader(allow);
  }

  /** Adds what a message to us may carry. */
  void addAccept(SIPMessage message) {
    message.addHeader(accept);
  }

  /** Adds which languages our announcements are in. */
  void addLanguages(SIPMessage message) {
    message.addHeader(acceptLanguage);
  }

  /** Adds what an INFO to us may carry. */
  void addAcceptedInInfo(SIPMessage message) {
    message.addHeader(acceptedInInfo);
  }

  /** Adds which claims of urgency mean something here (RFC 4412 3.2). */
  void addPriorities(SIPMessage message) {
    message.addHeader(priorities);
  }

  /** Adds why no description suits us (RFC 3261 20.43). */
  void addWarning(SIPMessage message) {
    message.addHeader(warning);
  }

  /** Adds where requests of this dialog are to be sent. */
  void addContact(SIPMessage message, SipAddress local) {
    if (contacts.size() >= MOST_CONTACTS) {
      contacts.clear();
    }
    message.addHeader(contacts.computeIfAbsent(local, this::contact));
  }

  private SIPHeader contact(SipAddress local) {
    String transport =
        switch (local.transport()) {
          case UDP -> "";
          case TCP -> ";transport=tcp";
          case TLS -> ";transport=tls";
          // RFC 7118 5.2: the parameter knows no wss.
          case WS, WSS -> ";transport=ws";
        };
    return SipMessages.header(
        "Contact",
        "<sip:" + contactUser + '@' + local.host() + ':' + local.port() + transport + '>');
  }
}
