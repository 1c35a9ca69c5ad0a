package org.paraat.sip.dialog;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HashMap;
import java.util.Map;
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
  private final Map<SipAddress, SIPHeader> contacts = new HashMap<>();

  OwnHeaders(SipSettings settings) {
    contactUser = settings.contactUser();
    supportsSomething = !settings.supported().isEmpty();
    userAgent = SipMessages.header("User-Agent", settings.userAgent());
    server = SipMessages.header("Server", settings.userAgent());
    allow = SipMessages.header("Allow", String.join(", ", settings.allow()));
    supported = SipMessages.header("Supported", String.join(", ", settings.supported()));
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
