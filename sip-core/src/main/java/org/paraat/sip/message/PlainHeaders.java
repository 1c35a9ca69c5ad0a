package org.paraat.sip.message;

import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.ParametersHeader;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;

/**
 * Reads the headers of a call as nearly everybody writes them, into the objects that JAIN-SIP's
 * parser would make; whatever is written otherwise is left to that parser.
 */
final class PlainHeaders {
  private static final int HIGHEST_HOPS = 255;

  private PlainHeaders() {}

  static SIPHeader via(Cursor value) {
    Via via = new Via();
    value.expect("SIP/2.0/");
    via.getSentProtocol().setTransport(value.token());
    value.expect(' ');
    via.setSentBy(PlainAddress.hostPort(value));
    for (int count = 0; value.takes(';'); count++) {
      String name = value.token().toLowerCase(Locale.ROOT);
      via.setParameter(new NameValue(name, value.takes('=') ? value.token() : null));
      value.expect(count < PlainAddress.MOST_PARAMETERS);
    }
    value.expect(via.getBranch() != null);
    ViaList list = new ViaList();
    list.add(via);
    return list;
  }

  static SIPHeader from(Cursor value) {
    return addressed(new From(), value);
  }

  static SIPHeader to(Cursor value) {
    return addressed(new To(), value);
  }

  static SIPHeader contact(Cursor value) {
    ContactList list = new ContactList();
    list.add(addressed(new Contact(), value));
    return list;
  }

  static SIPHeader route(Cursor value) {
    RouteList list = new RouteList();
    list.add(addressed(new Route(), value));
    return list;
  }

  static SIPHeader recordRoute(Cursor value) {
    RecordRouteList list = new RecordRouteList();
    list.add(addressed(new RecordRoute(), value));
    return list;
  }

  static SIPHeader callId(Cursor value) {
    return new KeptCallId(value.identifier());
  }

  static SIPHeader cSeq(Cursor value) {
    CSeq sequence = new CSeq();
    try {
      sequence.setSeqNumber(value.number(Integer.MAX_VALUE));
      value.expect(' ');
      String method = value.token();
      value.expect(KnownMethods.contain(method));
      sequence.setMethod(method);
    } catch (InvalidArgumentException | ParseException impossible) {
      throw new IllegalStateException("a sequence number that is none", impossible);
    }
    return sequence;
  }

  static SIPHeader maxForwards(Cursor value) {
    try {
      int hops = value.number(HIGHEST_HOPS);
      return hops == SipMessages.MOST_HOPS ? SipMessages.SEVENTY : new MaxForwards(hops);
    } catch (InvalidArgumentException impossible) {
      throw new IllegalStateException("a number of hops that is none", impossible);
    }
  }

  static SIPHeader contentLength(Cursor value) {
    return new ContentLength(value.number(Integer.MAX_VALUE));
  }

  private static <H extends AddressParametersHeader> H addressed(H header, Cursor value) {
    header.setAddress(PlainAddress.read(value));
    parameters(header, value);
    return header;
  }

  private static void parameters(ParametersHeader header, Cursor value) {
    for (int count = 0; value.takes(';'); count++) {
      header.setParameter(PlainAddress.parameter(value));
      value.expect(count < PlainAddress.MOST_PARAMETERS);
    }
  }
}
