package org.paraat.sip.subscription;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
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
class NotifierTest implements SipHandler, Source {
  private static final String PHONE = "desk1";
  private static final SipAddress UDP = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  private static final SipAddress TCP = SipAddress.of(Transport.TCP, "10.0.0.1", 5060);
  private static final String EVENT = "Event: message-summary\n";

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final Transports phoneTransports = network.host("10.0.0.2", 5060);
  private final RawPeer phone = new RawPeer(phoneTransports);
  private final Map<String, Integer> messages = new LinkedHashMap<>(Map.of("1202", 0));
  private final Map<DialogId, KeptSubscription> kept = new LinkedHashMap<>();
  private final List<String> watched = new ArrayList<>();
  private Optional<Flow> registeredBy = Optional.empty();
  private Transports ourTransports = network.host("10.0.0.1", 5060);
  private SubscriptionSettings settings = SubscriptionSettings.standard();
  private SipEndpoint sip;
  private Notifier notifier;
  private int answers = 200;
  private int sequence;
  private int branch;

  NotifierTest() {
    starts(9);
    phone.reacting(
        message -> {
          if (message.startsWith("NOTIFY") && answers > 0) {
            phone.answer("NOTIFY", answers, "", "", "");
          }
        });
  }

  private void starts(long seed) {
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
  private void startsAnew() {
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

  private String subscribe(String more) {
    return subscribe(UDP, "s1", "", more);
  }

  private String subscribe(SipAddress by, String callId, String ourTag, String more) {
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

  private String refresh(String more) {
    return subscribe(UDP, "s1", ourTag(), EVENT + more);
  }

  private String ourTag() {
    String from = RawPeer.header(phone.last("NOTIFY"), "From");
    return from.substring(from.indexOf(";tag=") + 5);
  }

  private void waiting(int count) {
    messages.put("1202", count);
    notifier.changed("1202");
    loop.pass(ofMillis(5));
  }

  private long notified() {
    return phone.heard().stream()
        .filter(message -> message.startsWith("NOTIFY"))
        .map(message -> RawPeer.header(message, "CSeq") + RawPeer.header(message, "Call-ID"))
        .distinct()
        .count();
  }

  private String said(String header) {
    String line = RawPeer.header(phone.last("NOTIFY"), header);
    return line.substring(line.indexOf(':') + 1).strip();
  }

  private boolean shows(int count) {
    return phone.last("NOTIFY").contains("Voice-Message: " + count + "/0");
  }

  private long number() {
    return Long.parseLong(said("CSeq").split(" ")[0]);
  }

  private void nothingIsLeft() {
    loop.pass(ofMinutes(2));
    assertEquals(0, sip.transactions());
    assertEquals(0, loop.waiting());
    assertEquals(0, sip.counters().dropped(Drop.OUR_DEFECT));
    assertEquals(Map.of(), kept);
    assertEquals(List.of(), watched);
    assertEquals(0, notifier.count(EventPackage.MESSAGE_SUMMARY));
  }

  // --- a subscription ---

  @Test
  void whoSubscribesIsToldAtOnceHowThingsStand() {
    assertEquals("200", subscribe(EVENT + "Expires: 600"));
    String accepted = phone.last("SIP/2.0 200");
    assertEquals("Expires: 600", RawPeer.header(accepted, "Expires"));
    assertTrue(RawPeer.header(accepted, "Contact").contains("sip:paraat@10.0.0.1:5060"));
    assertEquals("active;expires=600", said("Subscription-State"));
    assertEquals("message-summary", said("Event"));
    assertTrue(shows(0));
    assertEquals(
        List.of("SIP/2.0 200 OK", "NOTIFY sip:desk1@10.0.0.2:5060 SIP/2.0"), phone.firstLines());
    loop.pass(ofSeconds(1));
    waiting(2);
    assertTrue(shows(2));
    assertEquals(2, notified());
    assertEquals(1, notifier.count(EventPackage.MESSAGE_SUMMARY));
  }

  @Test
  void whatHasNotChangedIsNotTold() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    notifier.changed("1202");
    loop.pass(ofSeconds(1));
    assertEquals(1, notified());
  }

  @Test
  void theFirstChangeIsToldAtOnceAndOfManyTheNewest() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    waiting(1);
    assertEquals(2, notified());
    for (int i = 2; i <= 10; i++) {
      waiting(i);
    }
    assertEquals(2, notified());
    loop.pass(ofMillis(100));
    assertEquals(3, notified());
    assertTrue(shows(10));
  }

  @Test
  void aRefreshIsAnsweredAndToldAnew() {
    subscribe(EVENT + "Expires: 600");
    loop.pass(ofMinutes(5));
    assertEquals("200", refresh("Expires: 600"));
    assertEquals(2, notified());
    assertEquals("active;expires=600", said("Subscription-State"));
    loop.pass(ofMinutes(9));
    waiting(1);
    assertTrue(shows(1));
    loop.pass(ofMinutes(2));
    assertEquals("terminated;reason=timeout", said("Subscription-State"));
    nothingIsLeft();
  }

  @Test
  void whoUnsubscribesHearsTheEnd() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    assertEquals("200", refresh("Expires: 0"));
    assertEquals("terminated;reason=timeout", said("Subscription-State"));
    assertEquals("481", refresh("Expires: 600"));
    nothingIsLeft();
  }

  @Test
  void whoOnlyAsksIsToldOnce() {
    assertEquals("200", subscribe(EVENT + "Expires: 0"));
    assertEquals("terminated;reason=timeout", said("Subscription-State"));
    assertTrue(shows(0));
    waiting(1);
    assertEquals(1, notified());
    nothingIsLeft();
  }

  @Test
  void theIdOfTheSubscriptionIsSaidBack() {
    subscribe("Event: message-summary;id=7\n");
    assertEquals("message-summary;id=7", said("Event"));
    assertEquals("481", refresh("Expires: 600"));
  }

  // --- what is refused ---

  @Test
  void whatCannotBeSubscribedToIsRefused() {
    assertEquals("489", subscribe("Event: presence\n"));
    assertTrue(
        RawPeer.header(phone.last("SIP/2.0 489"), "Allow-Events").contains("message-summary"));
    assertEquals("489", subscribe(""));
    assertEquals("423", subscribe(EVENT + "Expires: 59"));
    assertEquals("Min-Expires: 60", RawPeer.header(phone.last("SIP/2.0 423"), "Min-Expires"));
    assertEquals("406", subscribe(EVENT + "Accept: application/pidf+xml"));
    messages.remove("1202");
    assertEquals("404", subscribe(EVENT));
    assertEquals("481", subscribe(UDP, "s1", "nobodys", EVENT));
    assertEquals(0, notified());
    nothingIsLeft();
  }

  @Test
  void oneSubscriberHasItsShareOnly() {
    settings =
        new SubscriptionSettings(ofMinutes(60), ofMinutes(1), ofMinutes(60), ofMillis(100), 2, 3);
    startsAnew();
    messages.put("1203", 0);
    assertEquals("200", subscribe(UDP, "a", "", EVENT));
    assertEquals("200", subscribe(UDP, "b", "", EVENT));
    // a phone that began anew: its oldest of the same makes room
    assertEquals("200", subscribe(UDP, "c", "", EVENT));
    assertEquals(2, notifier.count(EventPackage.MESSAGE_SUMMARY));
    assertEquals(2, kept.size());
  }

  @Test
  void whatIsNoMoreEndsItsSubscriptions() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    messages.remove("1202");
    notifier.changed("1202");
    loop.pass(ofSeconds(1));
    assertEquals("terminated;reason=noresource", said("Subscription-State"));
    nothingIsLeft();
  }

  // --- phones and networks that fail ---

  @Test
  void aPhoneThatKnowsNothingOfItHearsNothingMore() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    answers = 481;
    waiting(1);
    assertEquals("481", refresh("Expires: 600"));
    nothingIsLeft();
  }

  @Test
  void aNotifyThatIsLostIsSaidAgain() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    network.cutOff("10.0.0.2");
    waiting(1);
    assertFalse(shows(1));
    network.reconnect("10.0.0.2");
    loop.pass(ofSeconds(1));
    assertTrue(shows(1));
    assertEquals(2, notified());
  }

  @Test
  void aSlowPhoneHearsOneThingAfterTheOther() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    answers = 0;
    waiting(1);
    waiting(2);
    loop.pass(ofSeconds(5));
    waiting(3);
    assertEquals(2, notified());
    answers = 200;
    loop.pass(ofSeconds(5));
    assertEquals(3, notified());
    assertTrue(shows(3));
  }

  @Test
  void aPhoneThatIsAwayForLongGetsTheNewestWhenItIsBack() {
    subscribe(EVENT + "Expires: 3600");
    loop.pass(ofSeconds(1));
    network.cutOff("10.0.0.2");
    waiting(1);
    loop.pass(ofMinutes(10));
    waiting(2);
    long before = notified();
    network.reconnect("10.0.0.2");
    loop.pass(ofMinutes(1));
    assertEquals(before, notified(), "it is left alone until it gives a sign of life");
    notifier.isThere(PHONE);
    loop.pass(ofSeconds(1));
    assertTrue(shows(2));
    assertTrue(notifier.told().countFailed() >= 3);
  }

  @Test
  void aPhoneThatMovesTakesItsSubscriptionsAlong() {
    subscribe(EVENT);
    loop.pass(ofSeconds(1));
    RawPeer elsewhere = new RawPeer(network.host("10.0.0.3", 5070));
    Flow before = ourTransports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060));
    Flow after = ourTransports.to(SipAddress.of(Transport.UDP, "10.0.0.3", 5070));
    notifier.moved(PHONE, before, after);
    assertEquals("10.0.0.3", kept.values().iterator().next().dialog().host());
    waiting(1);
    assertEquals(1, elsewhere.count("NOTIFY"));
  }

  @Test
  void aConnectionThatIsGoneIsReplacedByTheOneThatIsRegistered() {
    assertEquals("200", subscribe(TCP, "s1", "", EVENT));
    loop.pass(ofSeconds(1));
    phoneTransports.to(TCP).close();
    loop.pass(ofSeconds(1));
    waiting(1);
    assertEquals(1, notified());
    Flow[] registered = new Flow[1];
    phone.say(
        TCP,
        "OPTIONS sip:10.0.0.1 SIP/2.0\nVia: SIP/2.0/TCP 10.0.0.2:5060;branch=z9hG4bKo\n"
            + "From: <sip:desk1@10.0.0.1>;tag=o\nTo: <sip:10.0.0.1>\nCall-ID: o\nCSeq: 1 OPTIONS",
        "");
    loop.pass(ofSeconds(1));
    registered[0] = ourTransports.to(phoneTransports.to(TCP).local());
    registeredBy = Optional.of(registered[0]);
    notifier.isThere(PHONE);
    loop.pass(ofSeconds(1));
    assertTrue(shows(1));
  }

  // --- from life to life ---

  @Test
  void afterARestartEachIsToldHowThingsStandAndNumbersNeverGoBack() {
    subscribe(EVENT + "Expires: 3600");
    for (int i = 1; i <= 50; i++) {
      waiting(i);
      loop.pass(ofMillis(100));
    }
    long before = number();
    messages.put("1202", 7);
    startsAnew();
    loop.pass(ofSeconds(5));
    assertTrue(shows(7));
    assertTrue(number() > before, number() + " after " + before);
    assertEquals("200", refresh("Expires: 600"));
    assertEquals("active;expires=600", said("Subscription-State"));
    assertEquals("200", refresh("Expires: 0"));
    loop.pass(ofSeconds(1));
    assertEquals(Map.of(), kept);
  }

  @Test
  void whatExpiredMeanwhileIsNotTakenUpAgain() {
    subscribe(EVENT + "Expires: 60");
    Map<DialogId, KeptSubscription> left = Map.copyOf(kept);
    ourTransports.close();
    loop.pass(ofMinutes(2));
    kept.clear();
    kept.putAll(left);
    long before = notified();
    startsAnew();
    loop.pass(ofSeconds(5));
    assertEquals(before, notified());
  }

  @Test
  void aConnectionOfAnEarlierLifeWaitsForThePhone() {
    assertEquals("200", subscribe(TCP, "s1", "", EVENT));
    loop.pass(ofSeconds(1));
    startsAnew();
    loop.pass(ofSeconds(5));
    assertEquals(1, notified());
    phone.say(
        TCP,
        "OPTIONS sip:10.0.0.1 SIP/2.0\nVia: SIP/2.0/TCP 10.0.0.2:5060;branch=z9hG4bKo\n"
            + "From: <sip:desk1@10.0.0.1>;tag=o\nTo: <sip:10.0.0.1>;tag=none\nCall-ID: o\n"
            + "CSeq: 1 OPTIONS",
        "");
    loop.pass(ofSeconds(1));
    registeredBy = Optional.of(ourTransports.to(phoneTransports.to(TCP).local()));
    notifier.isThere(PHONE);
    loop.pass(ofSeconds(1));
    assertEquals(2, notified());
  }

  @Test
  void afterARestartNotAllAreToldInOneBurst() {
    for (int i = 0; i < 200; i++) {
      subscribe(UDP, "s" + i, "", EVENT);
    }
    loop.pass(ofSeconds(1));
    long before = notified();
    startsAnew();
    loop.pass(ofMillis(500));
    long soon = notified() - before;
    assertTrue(soon > 20 && soon < 150, soon + " at once");
    loop.pass(ofSeconds(4));
    assertEquals(200, notified() - before);
  }
}
