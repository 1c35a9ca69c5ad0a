package org.paraat.sip.subscription;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** A notifier of messages that wait, against a phone that says what a test tells it. */
abstract class NotifierTestBed implements SipHandler, Source {
  static final String PHONE = "desk1";
  static final SipAddress UDP = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  static final SipAddress TCP = SipAddress.of(Transport.TCP, "10.0.0.1", 5060);
  static final String EVENT = "Event: message-summary\n";

  final VirtualLoop loop = new VirtualLoop();
  final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  final Transports phoneTransports = network.host("10.0.0.2", 5060);
  final RawPeer phone = new RawPeer(phoneTransports);
  final Map<String, Integer> messages = new LinkedHashMap<>(Map.of("1202", 0));
  final Map<DialogId, KeptSubscription> kept = new LinkedHashMap<>();
  final List<String> watched = new ArrayList<>();
  Optional<Flow> registeredBy = Optional.empty();
  Transports ourTransports = network.host("10.0.0.1", 5060);
  SubscriptionSettings settings = SubscriptionSettings.standard();
  SipEndpoint sip;
  Notifier notifier;
  int answers = 200;
  int sequence;
  int branch;

  NotifierTestBed() {
    starts(9);
    phone.reacting(
        message -> {
          if (message.startsWith("NOTIFY") && answers > 0) {
            phone.answer("NOTIFY", answers, "", "", "");
          }
        });
  }

  void starts(long seed) {
    sip =
        new SipEndpoint(
            loop,
            ourTransports,
            RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed),
            SipSettings.standard(),
            this,
            SipTap.NONE);
    sip.start();
    notifier = new Notifier(loop, settings, this);
  }

  /** Killed and started again with what was kept. */
  void startsAnew() {
    ourTransports.close();
    ourTransports = network.host("10.0.0.1", 5060);
    starts(10);
    notifier.restore(List.copyOf(kept.values()), dialog -> Optional.of(sip.restore(dialog)));
  }

  // --- what the notifier asks ---

  @Override
  public void onInvite(IncomingInvite invite) {}

  @Override
  public void onStrayRequest(IncomingRequest request) {
    notifier.refresh(request);
  }

  @Override
  public void onRequest(IncomingRequest request) {
    String user = SipUris.user(request.message().getRequestURI());
    notifier.subscribe(
        PHONE,
        request,
        event ->
            messages.containsKey(user)
                ? new Notifier.Thing(user, "sip:" + user + "@10.0.0.1")
                : new Notifier.NotFound(404, "Not Found"));
  }

  @Override
  public Optional<Content> contentOf(Subscribed what) {
    return Optional.ofNullable(messages.get(what.resource()))
        .map(count -> new MessageSummary(what.entity(), count, 0));
  }

  @Override
  public Optional<Flow> pathTo(String owner) {
    return registeredBy;
  }

  @Override
  public void watch(String resource) {
    watched.add(resource);
  }

  @Override
  public void unwatch(String resource) {
    watched.remove(resource);
  }

  @Override
  public void keep(KeptSubscription subscription) {
    kept.put(subscription.name(), subscription);
  }

  @Override
  public void forget(DialogId name) {
    kept.remove(name);
  }

  // --- what the phone does ---

  String subscribe(String more) {
    return subscribe(UDP, "s1", "", more);
  }

  String subscribe(SipAddress by, String callId, String ourTag, String more) {
    phone.say(
        by,
        "SUBSCRIBE sip:1202@10.0.0.1 SIP/2.0\nVia: SIP/2.0/"
            + by.transport().token()
            + " 10.0.0.2:5060;rport;branch=z9hG4bK"
            + ++branch
            + "\nFrom: <sip:desk1@10.0.0.1>;tag=p\nTo: <sip:1202@10.0.0.1>"
            + (ourTag.isEmpty() ? "" : ";tag=" + ourTag)
            + "\nCall-ID: "
            + callId
            + "\nCSeq: "
            + ++sequence
            + " SUBSCRIBE\nContact: <sip:desk1@10.0.0.2:5060>\n"
            + more,
        "");
    loop.pass(ofMillis(5));
    return phone.last("SIP/2.0").substring(8, 11);
  }

  String refresh(String more) {
    return subscribe(UDP, "s1", ourTag(), EVENT + more);
  }

  String ourTag() {
    String from = RawPeer.header(phone.last("NOTIFY"), "From");
    return from.substring(from.indexOf(";tag=") + 5);
  }

  void waiting(int count) {
    messages.put("1202", count);
    notifier.changed("1202");
    loop.pass(ofMillis(5));
  }

  long notified() {
    return phone.heard().stream()
        .filter(message -> message.startsWith("NOTIFY"))
        .map(message -> RawPeer.header(message, "CSeq") + RawPeer.header(message, "Call-ID"))
        .distinct()
        .count();
  }

  String said(String header) {
    String line = RawPeer.header(phone.last("NOTIFY"), header);
    return line.substring(line.indexOf(':') + 1).strip();
  }

  boolean shows(int count) {
    return phone.last("NOTIFY").contains("Voice-Message: " + count + "/0");
  }

  long number() {
    return Long.parseLong(said("CSeq").split(" ")[0]);
  }

  void nothingIsLeft() {
    loop.pass(ofMinutes(2));
    assertEquals(0, sip.transactions());
    assertEquals(0, loop.waiting());
    assertEquals(0, sip.counters().dropped(Drop.OUR_DEFECT));
    assertEquals(Map.of(), kept);
    assertEquals(List.of(), watched);
    assertEquals(0, notifier.count(EventPackage.MESSAGE_SUMMARY));
  }
}
