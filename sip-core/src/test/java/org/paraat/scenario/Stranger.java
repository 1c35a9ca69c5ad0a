package org.paraat.scenario;

import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** Somebody on the network who is neither a phone of ours nor a carrier. */
public final class Stranger extends Telephone implements SipHandler {
  private final Transports transports;
  private final SipEndpoint sip;
  private String name = "scanner";

  Stranger(Office office, String address) {
    super(office, "stranger", address, 0);
    transports = office.network().host(address, Office.SIP_PORT);
    sip = office.endpoint(transports, this);
    sip.start();
  }

  public Stranger claimingToBe(String device) {
    name = device;
    return this;
  }

  @Override
  void place(Line line, String number) {
    var invite =
        OutgoingInvite.to(
            SipUris.sip(number, Office.PLATFORM_ADDRESS + ":" + Office.SIP_PORT),
            transports.to(SipAddress.of(Transport.UDP, Office.PLATFORM_ADDRESS, Office.SIP_PORT)),
            Party.of("", name),
            line.offer());
    line.speaksThrough(sip.invite(invite, line));
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    isCalled(invite);
  }

  @Override
  public void onRequest(IncomingRequest request) {
    request.respond(200, "OK");
  }
}
