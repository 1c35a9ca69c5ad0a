package org.paraat.sip.message;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;

/** Reads an address as nearly everybody writes it: {@code "Name" <sip:user@host:port;lr>}. */
final class PlainAddress {
  private static final int HIGHEST_PORT = 65_535;

  /** Whoever has more parameters is left to the parser, which knows its bounds. */
  static final int MOST_PARAMETERS = 16;

  private PlainAddress() {}

  static AddressImpl read(Cursor text) {
    AddressImpl address = new AddressImpl();
    if (!text.takes('<')) {
      address.setDisplayName(name(text).trim());
      text.expect('<');
    }
    address.setURI(uri(text));
    text.expect('>');
    return address;
  }

  private static String name(Cursor text) {
    if (!text.isAt('"')) {
      return text.tokensBefore('<');
    }
    String name = text.quoted();
    text.skipSpaces();
    return name;
  }

  /** A URI with all its parameters. */
  static SipUri uri(Cursor text) {
    SipUri uri = new SipUri();
    if (text.takes("sips:")) {
      uri.setScheme("sips");
    } else {
      text.expect("sip:");
    }
    if (text.hasAhead('@')) {
      uri.setUser(text.token());
      text.expect('@');
    }
    uri.setHostPort(hostPort(text));
    for (int count = 0; text.takes(';'); count++) {
      uri.setUriParameter(parameter(text));
      text.expect(count < MOST_PARAMETERS);
    }
    return uri;
  }

  static HostPort hostPort(Cursor text) {
    HostPort hostPort = new HostPort();
    hostPort.setHost(new Host(text.host()));
    if (text.takes(':')) {
      hostPort.setPort(text.number(HIGHEST_PORT));
    }
    return hostPort;
  }

  /** One parameter, behind its semicolon. */
  static NameValue parameter(Cursor text) {
    String name = text.token();
    return text.takes('=')
        ? new NameValue(name, text.token(), false)
        : new NameValue(name, "", true);
  }
}
