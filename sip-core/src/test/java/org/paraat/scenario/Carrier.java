package org.paraat.scenario;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** The far end of a trunk, with the telephones of the world behind it. */
public final class Carrier implements SipHandler {
  private final Office office;
  private final String name;
  private final String address;
  private final int port;
  private final Map<String, OutsideCaller> telephones = new LinkedHashMap<>();
  private Transports transports;
  private SipEndpoint sip;
  private int failsWith;
  private int hopsLeft = 70;
  private final CarrierRegistrar registrar = new CarrierRegistrar();
  private boolean challengesCalls;
  private int invitesSeen;
  private String lastFrom = "";
  private Optional<SIPRequest> lastInvite = Optional.empty();

  Carrier(Office office, String name, String address, int port) {
    this.office = office;
    this.name = name;
    this.address = address;
    this.port = port;
    opensItsPort();
  }

  String address() {
    return address;
  }

  OutsideCaller telephone(String number) {
    return telephones.computeIfAbsent(
        number, _ -> new OutsideCaller(office, this, number, telephones.size() + 1));
  }

  void clearsItsLines() {
    telephones.values().forEach(Telephone::clearsItsLines);
  }

  // --- how it behaves ---

  /** Every call is refused so from now on. */
  public Carrier failsWith(int status) {
    failsWith = status;
    return this;
  }

  /** Calls that come from here were passed on so often already that only so many times are left. */
  public Carrier hasHopsLeft(int hops) {
    hopsLeft = hops;
    return this;
  }

  public Carrier worksAgain() {
    failsWith = 0;
    return this;
  }

  /** The network to it is down: nothing arrives and nothing comes back. */
  public Carrier isCutOff() {
    office.network().cutOff(address);
    return this;
  }

  public Carrier isBack() {
    office.network().reconnect(address);
    return this;
  }

  /** Its process has ended: the port says so. */
  public Carrier closesItsPort() {
    transports.close();
    return this;
  }

  public Carrier opensItsPort() {
    transports = office.network().host(address, port);
    sip = office.endpoint(transports, this);
    sip.start();
    return this;
  }

  /** How many calls we sent to it. */
  public int callsSeen() {
    return invitesSeen;
  }

  public String lastShownNumber() {
    return lastFrom;
  }

  /** The request URI of the last call, as it was written. */
  public String lastTarget() {
    return lastInvite.map(invite -> invite.getRequestURI().toString()).orElse("");
  }

  /** Asks whoever calls to prove an account from now on. */
  public Carrier challengesCalls() {
    challengesCalls = true;
    return this;
  }

  /** What was registered here, and with which proofs. */
  CarrierRegistrar registrar() {
    return registrar;
  }

  public Optional<String> lastHeader(String header) {
    return lastInvite.flatMap(invite -> Headers.value(invite, header));
  }

  /** Somebody there knows the secret of a phone of ours, and registers it from there. */
  Carrier registers(TestPhone phone) {
    var party = new Party("", phone.device().user(), Optional.of(Office.PLATFORM_ADDRESS));
    sip.send(
        OutgoingRequest.of("REGISTER", "sip:" + Office.PLATFORM_ADDRESS, platform(), party)
            .addressedTo(party)
            .with("Contact", '<' + phone.contact() + '>')
            .with("Expires", "600")
            .provingBy(
                new ClientCredentials(phone.device().user(), Office.secretOf(phone.device()))),
        ResponseListener.IGNORED);
    office.settles();
    return this;
  }

  private Flow platform() {
    return transports.to(SipAddress.of(Transport.UDP, Office.PLATFORM_ADDRESS, Office.SIP_PORT));
  }

  void places(
      Line line,
      String from,
      String dialled,
      boolean isWithheld,
      Optional<String> asserted,
      List<HeaderLine> headers) {
    var invite =
        OutgoingInvite.to(
            SipUris.sip(dialled, Office.PLATFORM_ADDRESS + ":" + Office.SIP_PORT),
            platform(),
            Party.of("", from),
            line.offer());
    if (asserted.isPresent()) {
      invite = invite.asserting(Party.of("", asserted.get()));
    }
    if (isWithheld) {
      invite = invite.with("Privacy", "id");
    }
    for (HeaderLine header : headers) {
      invite = invite.with(header.name(), header.value());
    }
    line.speaksThrough(sip.invite(invite.passedOnAtMost(hopsLeft), line));
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    invitesSeen++;
    lastInvite = Optional.of(invite.message());
    lastFrom = SipUris.user(invite.message().getFrom().getAddress().getURI());
    String number = SipUris.user(invite.message().getRequestURI());
    if (challengesCalls && invite.message().getHeader("Authorization") == null) {
      invite.refuse(401, "Unauthorized", List.of(registrar.challenge()));
      return;
    }
    if (failsWith > 0) {
      invite.refuse(failsWith, "Failure", List.of());
    } else if (telephones.containsKey(number)) {
      telephones.get(number).isCalled(invite);
    } else {
      invite.refuse(404, "Not Found", List.of());
    }
  }

  @Override
  public void onRequest(IncomingRequest request) {
    if (request.method().equals("REGISTER")) {
      registrar.answer(request);
    } else {
      request.respond(200, "OK");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
