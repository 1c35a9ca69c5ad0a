package org.paraat.sip.subscription;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.dialog.DialogId;

/** What a notifier goes on with that was killed and started again. */
class NotifierLivesTest extends NotifierTestBed {

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
