package org.paraat.sip.dialog;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Flow;

/** A request on its transaction. */
record ReceivedRequest(Wire wire, PlainServerTransaction transaction) implements IncomingRequest {

  @Override
  public SIPRequest message() {
    return transaction.request();
  }

  @Override
  public Flow flow() {
    return transaction.flow();
  }

  @Override
  public void respond(
      int status, String reasonPhrase, List<HeaderLine> headers, Optional<Body> body) {
    SIPResponse response = transaction.response(status, reasonPhrase);
    wire.own().dress(response);
    if (status < 300 && method().equals("OPTIONS")) {
      wire.own().addAbilities(response);
      wire.own().addAccept(response);
      wire.own().addLanguages(response);
      wire.own().addPriorities(response);
    }
    if (status < 300 && method().equals("REFER")) {
      wire.own().addContact(response, flow().local());
    }
    headers.forEach(header -> SipMessages.add(response, header));
    body.ifPresent(content -> SipMessages.carry(response, content));
    transaction.respond(response);
  }

  @Override
  public NotifierDialog openDialog() {
    SIPRequest request = transaction.request();
    NextHop hop = NextHop.through(wire.transports()).to(request);
    Dialog dialog = Dialog.ofIncoming(request, transaction.toTag(), transaction.flow(), hop);
    return new NotifierDialog(wire, dialog);
  }

  @Override
  public void accept(List<HeaderLine> headers) {
    SIPResponse response = transaction.response(200, "OK");
    RecordRouteList recorded = transaction.request().getRecordRouteHeaders();
    if (recorded != null) {
      response.addHeader(recorded);
    }
    wire.own().dress(response);
    wire.own().addContact(response, transaction.flow().local());
    headers.forEach(header -> SipMessages.add(response, header));
    transaction.respond(response);
  }

  @Override
  public void refuseMethod() {
    SIPResponse response = transaction.response(405, "Method Not Allowed");
    wire.own().dress(response);
    wire.own().addAllow(response);
    transaction.respond(response);
  }
}
