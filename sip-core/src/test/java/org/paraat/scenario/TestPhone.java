package org.paraat.scenario;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** A phone of the organisation with its own address: registers with its secret, as real ones do. */
public final class TestPhone extends Telephone implements SipHandler {
  private static final String PLATFORM = "sip:" + Office.PLATFORM_ADDRESS + ":" + Office.SIP_PORT;
  private static final Duration USUAL_EXPIRY = Duration.ofMinutes(10);

  private static final int THIEF_PORT = 6666;

  private final DeviceId device;
  private final Transport transport;
  private final LampKeys lamps = new LampKeys(this);
  private String secret;
  private Transports transports;
  private SipEndpoint sip;
  private int registeredWith;
  private boolean isVideoOnly;

  TestPhone(Office office, DeviceId device, String address, Transport transport) {
    super(office, device.user(), address, 0);
    this.device = device;
    this.transport = transport;
    this.secret = Office.secretOf(device);
    isPluggedIn();
  }

  /** Sends from another's address by another port: a thief in the same building. */
  TestPhone fromTheSameAddressAs(TestPhone other) {
    transports.close();
    transports = office().network().host(other.address(), THIEF_PORT);
    sip = office().endpoint(transports, this);
    sip.start();
    return this;
  }

  DeviceId device() {
    return device;
  }

  // --- its plug ---

  /** Its process starts: the port is open, nothing is registered yet. */
  TestPhone isPluggedIn() {
    transports = office().network().host(address(), Office.SIP_PORT);
    sip = office().endpoint(transports, this);
    sip.start();
    return this;
  }

  /** Its network cable is out: nothing arrives and nothing comes back. */
  public TestPhone losesItsNetwork() {
    office().network().cutOff(address());
    return this;
  }

  public TestPhone hasItsNetworkBack() {
    office().network().reconnect(address());
    return this;
  }

  /** Its program has crashed: the port says that nobody is there. */
  public TestPhone crashes() {
    transports.close();
    return this;
  }

  // --- its registration ---

  public TestPhone registers() {
    return registersFor(USUAL_EXPIRY);
  }

  public TestPhone registersFor(Duration time) {
    sendRegister("<" + contact() + ">", time);
    office().settles();
    return this;
  }

  void registersThisInstant() {
    sendRegister("<" + contact() + ">", USUAL_EXPIRY);
  }

  public TestPhone unregistersThisInstant() {
    sendRegister("<" + contact() + ">", Duration.ZERO);
    return this;
  }

  public TestPhone unregisters() {
    return registersFor(Duration.ZERO);
  }

  public TestPhone knowsAWrongSecret() {
    secret = "wrong";
    return this;
  }

  /** The status of the last answer to a REGISTER. */
  public int registeredWith() {
    return registeredWith;
  }

  String contact() {
    String parameter = transport == Transport.TCP ? ";transport=tcp" : "";
    return SipUris.sip(device.user(), address() + ":" + Office.SIP_PORT) + parameter;
  }

  private void sendRegister(String contact, Duration expiry) {
    var request =
        OutgoingRequest.of("REGISTER", PLATFORM, platform(), party())
            .addressedTo(party())
            .with("Contact", contact)
            .with("Expires", Long.toString(expiry.toSeconds()))
            .provingBy(new ClientCredentials(device.user(), secret));
    registeredWith = 0;
    sip.send(request, new RegisterOutcome());
  }

  /** The status of the answer to OPTIONS. */
  public int asksForOptions() {
    return asksFor("OPTIONS");
  }

  /** The status of the answer to any request outside a call. */
  public int asksFor(String method) {
    registeredWith = 0;
    sip.send(OutgoingRequest.of(method, PLATFORM, platform(), party()), new RegisterOutcome());
    office().settles();
    return registeredWith;
  }

  private Flow platform() {
    return transports.to(SipAddress.of(transport, Office.PLATFORM_ADDRESS, Office.SIP_PORT));
  }

  private Party party() {
    return new Party("", device.user(), Optional.of(Office.PLATFORM_ADDRESS));
  }

  // --- its calls ---

  @Override
  void place(Line line, String number) {
    placeAs(line, number, party(), new ClientCredentials(device.user(), secret));
  }

  /** Calls with another device's name in From, proving to be itself. */
  public TestPhone dialsAs(String otherDevice, String number) {
    Line line = newLine(Line.State.CALLING);
    placeAs(
        line,
        number,
        new Party("", otherDevice, Optional.of(Office.PLATFORM_ADDRESS)),
        new ClientCredentials(device.user(), secret));
    office().settles();
    return this;
  }

  /** Calls without an offer: wants Paraat to make it. */
  public TestPhone dialsWithoutOffer(String number) {
    Line line = newLine(Line.State.CALLING);
    var invite =
        OutgoingInvite.to(target(number), platform(), party(), "")
            .withoutOffer()
            .provingBy(new ClientCredentials(device.user(), secret));
    line.answersLateWith(sip.invite(invite, line));
    office().settles();
    return this;
  }

  /** Calls a user part that is on the wire as it is given. */
  public TestPhone dialsAsWritten(String userPart) {
    Line line = newLine(Line.State.CALLING);
    placeAt(
        line,
        "sip:" + userPart + "@" + Office.PLATFORM_ADDRESS + ":" + Office.SIP_PORT,
        party(),
        new ClientCredentials(device.user(), secret));
    office().settles();
    return this;
  }

  /** Calls a whole address, such as one that names no number. */
  public TestPhone dialsAddress(String uri) {
    Line line = newLine(Line.State.CALLING);
    placeAt(line, uri, party(), new ClientCredentials(device.user(), secret));
    office().settles();
    return this;
  }

  /** Calls with a number that it says is its own. */
  public TestPhone dialsVouchingForItself(String ownNumber, String number) {
    Line line = newLine(Line.State.CALLING);
    var invite =
        OutgoingInvite.to(target(number), platform(), party(), line.offer())
            .asserting(Party.of("", ownNumber))
            .provingBy(new ClientCredentials(device.user(), secret));
    line.speaksThrough(sip.invite(invite, line));
    office().settles();
    return this;
  }

  /** Takes the place of a phone that rings or talks, as a lamp key does (INVITE with Replaces). */
  public TestPhone takesOver(Telephone other) {
    return replaces(other.one(line -> !line.isOver(), "has no call").asReplaced(), "**" + other);
  }

  /** Calls in the place of a dialog, as it is written. */
  TestPhone replaces(String dialog, String number) {
    Line line = newLine(Line.State.CALLING);
    line.dials(number);
    var invite =
        OutgoingInvite.to(target(number), platform(), party(), line.offer())
            .with("Require", "replaces")
            .with("Replaces", dialog)
            .provingBy(new ClientCredentials(device.user(), secret));
    line.speaksThrough(sip.invite(invite, line));
    office().settles();
    return this;
  }

  private void placeAs(Line line, String number, Party from, ClientCredentials credentials) {
    placeAt(line, target(number), from, credentials);
  }

  /** From now on it offers nothing that Paraat speaks. */
  public TestPhone speaksOnlyVideo() {
    isVideoOnly = true;
    return this;
  }

  private void placeAt(Line line, String target, Party from, ClientCredentials credentials) {
    String offer = isVideoOnly ? line.offer().replace("m=audio", "m=video") : line.offer();
    var invite = OutgoingInvite.to(target, platform(), from, offer).provingBy(credentials);
    line.speaksThrough(sip.invite(invite, line));
  }

  private static String target(String number) {
    return SipUris.sip(number, Office.PLATFORM_ADDRESS + ":" + Office.SIP_PORT);
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    isCalled(invite);
  }

  // --- its lamps ---

  /** A key with a lamp for a colleague, a queue, a switch or a code. */
  public TestPhone watches(String... names) {
    for (String name : names) {
      watchesAs(name, SipUris.sip(name, Office.PLATFORM_ADDRESS), "dialog");
    }
    return this;
  }

  /** The lamp for messages. */
  public TestPhone watchesItsMessages() {
    String own = SipUris.sip(device.user(), Office.PLATFORM_ADDRESS);
    return watchesAs("messages", own, "message-summary");
  }

  /** Subscribes to a URI and an event as it is written. */
  TestPhone watchesAs(String name, String uri, String event) {
    var request =
        OutgoingRequest.of("SUBSCRIBE", uri, platform(), party())
            .with("Contact", "<" + contact() + ">")
            .with("Event", event)
            .with("Expires", "3600")
            .provingBy(new ClientCredentials(device.user(), secret));
    return subscribes(request, name);
  }

  /** As some do: what it watches stands in To alone. */
  TestPhone watchesByTo(String name) {
    var request =
        OutgoingRequest.of("SUBSCRIBE", PLATFORM, platform(), party())
            .addressedTo(new Party("", name, Optional.of(Office.PLATFORM_ADDRESS)))
            .with("Contact", "<" + contact() + ">")
            .with("Event", "dialog")
            .with("Expires", "3600")
            .provingBy(new ClientCredentials(device.user(), secret));
    return subscribes(request, name);
  }

  private TestPhone subscribes(OutgoingRequest request, String name) {
    lamps.subscribe(sip, request, name);
    office().settles();
    return this;
  }

  public LampKey lamp(String name) {
    return lamps.of(name);
  }

  /** The status of the last answer to a SUBSCRIBE. */
  public int watchesWith() {
    return lamps.status();
  }

  /** Presses a lamp that blinks: takes the call (INVITE with Replaces). */
  public TestPhone pressesLamp(String name) {
    return replaces(lamps.of(name).blinkingCall(), name);
  }

  LampKeys lamps() {
    return lamps;
  }

  @Override
  public void onStrayRequest(IncomingRequest request) {
    if (request.method().equals("NOTIFY")) {
      lamps.take(request);
    } else {
      SipHandler.super.onStrayRequest(request);
    }
  }

  @Override
  public void onRequest(IncomingRequest request) {
    request.respond(200, "OK");
  }

  /** Remembers how the platform answered a REGISTER. */
  private final class RegisterOutcome implements ResponseListener {
    @Override
    public void onResponse(SIPResponse response) {
      registeredWith = response.getStatusCode();
    }

    @Override
    public void onTimeout() {
      registeredWith = 408;
    }

    @Override
    public void onUnreachable(String because) {
      registeredWith = 503;
    }
  }
}
