package org.paraat.sip.subscription;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** One life of a notifier: whom it tells what, and what phones and networks do to that. */
class NotifierTest extends NotifierTestBed {

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
    network.reconnect("10.0.0.2");
    notifier.isThere(PHONE);
    loop.pass(ofSeconds(4));
    assertTrue(shows(2));
    assertTrue(notifier.told().countFailed() >= 3);
  }

  @Test
  void aPhoneThatDidNotNoticeThatItWasAwayHearsTheNewestWithinTwoMinutes() {
    subscribe(EVENT + "Expires: 3600");
    loop.pass(ofSeconds(1));
    network.cutOff("10.0.0.2");
    waiting(1);
    loop.pass(ofMinutes(10));
    waiting(2);
    long failed = notifier.told().countFailed();
    assertTrue(failed <= 10, "told " + failed + " times in vain");
    network.reconnect("10.0.0.2");
    loop.pass(ofMinutes(2));
    assertTrue(shows(2));
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
}
