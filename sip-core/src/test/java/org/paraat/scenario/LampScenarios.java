package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Lamps show colleagues, queues, switches and what somebody set at a phone (V9). */
@Scenarios
class LampScenarios {
  private static final String PATIENT = "0612345678";

  private static Office post() {
    return new Office().person("1201").person("1202").person("1203");
  }

  @Test
  void aColleaguesLampBlinksGlowsAndGoesOut() {
    var post = post().directNumber("0880000202", "1202");
    var watcher = post.phone("1203").watches("1202");
    watcher.lamp("1202").isOff();
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000202");
    watcher.lamp("1202").blinks().shows(PATIENT);
    post.phone("1202").answers();
    watcher.lamp("1202").isLit().shows(PATIENT);
    patient.hangsUp();
    watcher.lamp("1202").isOff();
  }

  @Test
  void whoCallsOutIsShownToo() {
    var post = post();
    var watcher = post.phone("1203").watches("1201", "1202");
    post.phone("1201").dials("1202");
    watcher.lamp("1201").blinks().shows("1202");
    watcher.lamp("1202").blinks().shows("Triagist 1201");
    post.phone("1202").declines();
    post.phone("1201").isDone();
    watcher.lamp("1201").isOff();
    watcher.lamp("1202").isOff();
  }

  @Test
  void whoConsultsIsShownInBothCalls() {
    var post = post().person("1204");
    var watcher = post.phone("1203").watches("1202");
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    watcher.lamp("1202").isLit();
    post.phone("1202").holds();
    watcher.lamp("1202").isLit();
    post.phone("1202").dials("1204");
    watcher.lamp("1202").blinks().shows("1204");
    post.phone("1204").rings().answers();
    watcher.lamp("1202").isLit().shows("Triagist 1204").shows("Triagist 1201");
    post.phone("1204").hangsUp();
    watcher.lamp("1202").isLit();
    post.phone("1201").hangsUp();
    watcher.lamp("1202").isOff();
  }

  @Test
  void aCallIsTakenByPressingTheLampThatBlinks() {
    var post = post().directNumber("0880000202", "1202");
    var watcher = post.phone("1203").watches("1202", "1203");
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000202");
    post.phone("1202").rings();
    watcher.lamp("1202").blinks();
    watcher.pressesLamp("1202");
    patient.hears(watcher);
    post.phone("1202").isQuiet();
    watcher.lamp("1202").isOff();
    watcher.lamp("1203").isLit();
    patient.hangsUp();
    watcher.lamp("1203").isOff();
  }

  @Test
  void aLampNamesNoDialogByWhichItsCallCanBeEnded() {
    var post = post().directNumber("0880000202", "1202");
    var watcher = post.phone("1203").watches("1202");
    post.outsideCaller(PATIENT).dials("0880000202");
    post.phone("1202").rings();
    String shown = watcher.lamp("1202").blinks().blinkingCall();
    String own = post.phone("1202").ringing().asReplaced();
    List<String> secrets = List.of(own.split(";(to|from)-tag="));
    assertEquals(3, secrets.size());
    secrets.forEach(secret -> assertFalse(shown.contains(secret), shown));
    post.phone("1202").answers();
    watcher.lamp("1202").isLit();
    secrets.forEach(secret -> assertFalse(watcher.lamp("1202").body().contains(secret)));
    // what was shown while it rang takes no conversation of somebody else
    watcher.replaces(shown, "1202").isRefusedWith(403);
    post.phone("1202").isTalkingTo(post.outsideCaller(PATIENT));
  }

  @Test
  void aQueuesLampBlinksWhileCallersWait() {
    var post = post().queue("Triage", q -> q.code("999").number("0880000100").agents("1201"));
    var watcher = post.phone("1203").watches("999");
    watcher.lamp("999").isOff();
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000100");
    watcher.lamp("999").blinks().shows(PATIENT);
    post.phone("1201").rings().answers();
    watcher.lamp("999").isOff();
    patient.hangsUp();
  }

  @Test
  void whoIsFirstInAQueueAgainIsShownAnew() {
    var post = post().queue("Triage", q -> q.code("999").number("0880000100").agents("1201"));
    var watcher = post.phone("1203").watches("999");
    var first = post.outsideCaller(PATIENT);
    first.dials("0880000100");
    post.phone("1201").rings().answers();
    var second = post.outsideCaller("0687654321");
    second.dials("0880000100");
    watcher.lamp("999").blinks().shows("0687654321");
    post.phone("1201").isLostByTheMedia();
    watcher.lamp("999").blinks().shows(PATIENT);
    first.hangsUp();
    watcher.lamp("999").blinks().shows("0687654321");
    second.hangsUp();
    watcher.lamp("999").isOff();
  }

  @Test
  void aCallerOfAQueueIsTakenByPressingItsLamp() {
    var post = post().queue("Triage", q -> q.code("999").number("0880000100").agents("1201"));
    var watcher = post.phone("1203").watches("999");
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000100");
    post.phone("1201").rings();
    post.passes(ofMillis(200));
    watcher.pressesLamp("999");
    patient.hears(watcher);
    watcher.lamp("999").isOff();
    patient.hangsUp();
  }

  @Test
  void aSwitchGlowsOutsideItsFirstPosition() {
    var post = DemoOffice.described();
    var watcher = post.atDevice("desk1").watches("hap");
    watcher.lamp("hap").isOff();
    post.turns("hap", "Calamiteit");
    watcher.lamp("hap").isLit();
    post.turns("hap", "Open");
    watcher.lamp("hap").isOff();
  }

  @Test
  void whatSomebodySetAtAPhoneGlowsThere() {
    var post = DemoOffice.described();
    var desk = post.atDevice("desk1").watches("*1", "*49", "*46", "*48*999", "*48*900");
    desk.lamp("*1").isOff();
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    desk.lamp("*1").isLit();
    desk.lamp("*48*999").isLit();
    desk.lamp("*48*900").isOff();
    desk.dials("*46").isDone();
    desk.lamp("*49").isLit();
    desk.lamp("*46").isLit();
    desk.dials("*49").isDone();
    desk.lamp("*49").isOff();
    // who sits down elsewhere leaves the lamps of this phone dark
    DemoOffice.startsWork(post, "1201", "desk2");
    desk.lamp("*1").isOff();
    desk.lamp("*48*999").isOff();
  }

  @Test
  void aParkingPlaceGlowsWhileSomebodyIsParkedThere() {
    var post = post().directNumber("0880000202", "1202");
    var watcher = post.phone("1203").watches("*681");
    watcher.lamp("*681").isOff();
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000202");
    post.phone("1202").rings().answers().transfersTo("*681");
    watcher.lamp("*681").isLit().shows(PATIENT);
    post.phone("1203").dials("*681");
    patient.hears(watcher);
    watcher.lamp("*681").isOff();
    patient.hangsUp();
  }

  @Test
  void messagesAreCallersToBeCalledBack() {
    var post = DemoOffice.described();
    DemoOffice.startsWork(post, "1201", "desk1", "900");
    var desk = post.atDevice("desk1").watchesItsMessages();
    desk.lamp("messages").showsMessages(0);
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000112");
    desk.rings();
    patient.hangsUp();
    desk.lamp("messages").showsMessages(1);
    desk.dials("*1").isDone();
    desk.lamp("messages").showsMessages(0);
  }

  // --- phones ---

  @Test
  void somePhonesNameWhatTheyWatchInToAlone() {
    var post = post();
    var watcher = post.phone("1203").watchesByTo("1202");
    watcher.lamp("1202").isOff();
    post.phone("1201").dials("1202");
    watcher.lamp("1202").blinks();
    post.phone("1201").hangsUp();
    watcher.lamp("1202").isOff();
  }

  @Test
  void aPhoneThatAsksWhatItMayWatchIsTold() {
    var post = post().opens();
    var peer = new RawPeer(post.network().host("10.0.9.9", 5060));
    peer.say(
        SipAddress.of(Transport.UDP, Office.PLATFORM_ADDRESS, Office.SIP_PORT),
        "OPTIONS sip:10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.9.9:5060;branch=z9hG4bKo\n"
            + "From: <sip:x@10.0.9.9>;tag=o\nTo: <sip:10.0.0.1>\nCall-ID: o\nCSeq: 1 OPTIONS",
        "");
    post.settles();
    String told = peer.last("SIP/2.0 200");
    assertEquals("Allow-Events: dialog, message-summary", RawPeer.header(told, "Allow-Events"));
    assertTrue(RawPeer.header(told, "Allow").contains("REFER"));
    assertTrue(RawPeer.header(told, "Allow").contains("SUBSCRIBE"));
  }

  @Test
  void onlyPhonesOfOursWatchAndOnlyWhatThereIs() {
    var post = post();
    var phone = post.phone("1203");
    assertEquals(404, phone.watches("4711").watchesWith());
    assertEquals(404, phone.watches("*0").watchesWith());
    assertEquals(489, phone.watchesAs("x", "sip:1202@10.0.0.1", "presence").watchesWith());
    assertEquals(403, phone.watchesAs("x", "sip:1202@10.0.0.1", "message-summary").watchesWith());
    assertEquals(200, phone.watches("1202").watchesWith());
    assertEquals(401, phone.knowsAWrongSecret().watches("1202").watchesWith());
  }

  @Test
  void aNotifyThatIsLostDoesNotMakeALampLie() {
    var post = post();
    var watcher = post.phone("1203").watches("1202");
    boolean[] isLost = {false};
    post.network()
        .filtering(
            (Flow flow, String message) -> {
              boolean isFirst =
                  !isLost[0] && message.startsWith("NOTIFY") && message.contains("early");
              isLost[0] |= isFirst;
              return !isFirst;
            });
    post.phone("1201").dials("1202");
    post.passes(ofSeconds(1));
    assertTrue(isLost[0]);
    watcher.lamp("1202").blinks();
    post.phone("1202").answers();
    watcher.lamp("1202").isLit();
    post.phone("1201").hangsUp();
    watcher.lamp("1202").isOff();
  }

  /** A phone watches 1202, who is called while it has no network: it is back now. */
  private static TestPhone missedThatSomebodyTalks(Office post) {
    TestPhone watcher = post.phone("1203").watches("1202");
    watcher.losesItsNetwork();
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    post.passes(ofMinutes(4));
    watcher.hasItsNetworkBack();
    return watcher;
  }

  @Test
  void aPhoneWithoutNetworkForMinutesShowsTheTruthWhenItIsBack() {
    var post = post();
    TestPhone watcher = missedThatSomebodyTalks(post);
    watcher.registers();
    watcher.lamp("1202").isLit();
    post.phone("1201").hangsUp();
    watcher.lamp("1202").isOff();
  }

  @Test
  void aPhoneThatCallsAgainIsToldWhatItMissedAtOnce() {
    var post = post();
    TestPhone watcher = missedThatSomebodyTalks(post);
    watcher.dials("*0");
    watcher.lamp("1202").isLit();
    watcher.hangsUp();
    post.phone("1201").hangsUp();
    watcher.lamp("1202").isOff();
  }

  @Test
  void aPhoneOverAConnectionThatBreaksIsToldOverTheNextOne() {
    var post = new Office().person("1201").person("1202").deviceOverTcp("desk9");
    var watcher = post.atDevice("desk9").watches("1202");
    watcher.crashes();
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    post.passes(ofSeconds(2));
    watcher.isPluggedIn().registers();
    watcher.lamp("1202").isLit();
    post.phone("1201").hangsUp();
    watcher.lamp("1202").isOff();
  }

  // --- changes of the platform ---

  @Test
  void afterARestartEachLampShowsTheTruthWithinSeconds() {
    var post = DemoOffice.described();
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    DemoOffice.startsWork(post, "1202", "desk2");
    var watcher = post.atDevice("desk2").watches("1201", "999", "hap", "*1", "*48*999");
    var patient = post.outsideCaller(PATIENT);
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    post.turns("hap", "Calamiteit");
    watcher.lamp("1201").isLit();
    watcher.lamp("hap").isLit();
    post.isKilledAndStartedAgain();
    post.passes(ofSeconds(5));
    watcher.lamp("1201").isOff();
    watcher.lamp("999").isOff();
    watcher.lamp("hap").isLit();
    watcher.lamp("*1").isLit();
    watcher.lamp("*48*999").isOff();
    int told = watcher.lamp("1201").timesTold();
    patient.hangsUp();
    post.phone("1201").hangsUp();
    post.phone("1201").dials("1202");
    watcher.lamp("1201").blinks();
    assertTrue(watcher.lamp("1201").timesTold() > told);
    post.phone("1201").hangsUp();
  }

  @Test
  void whoIsTakenOutOfTheOrganisationHasNoLampAndWatchesNothing() {
    var post = post();
    var watcher = post.phone("1203").watches("1202");
    var other = post.phone("1201").watches("1203");
    post.losesDevice("phone1203");
    watcher.lamp("1202").isEndedBecause("rejected");
    other.lamp("1203").isOff();
  }

  @Test
  void fiveHundredLampsOnFiftyPhonesShowTheTruth() {
    var post = new Office();
    List<String> people = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      people.add("20" + (10 + i));
      post.person("20" + (10 + i));
    }
    List<TestPhone> phones = people.stream().map(post::phone).toList();
    for (int i = 0; i < 50; i++) {
      for (int other = 1; other <= 10; other++) {
        phones.get(i).watches(people.get((i + other) % 50));
      }
    }
    assertEquals(500, post.platform().meter("paraat.subscriptions"));
    for (int i = 0; i < 50; i += 2) {
      phones.get(i).dialsThisInstant(people.get(i + 1));
    }
    post.passes(ofSeconds(1));
    for (int i = 1; i < 50; i += 2) {
      phones.get(i).answersThisInstant();
    }
    post.passes(ofSeconds(1));
    everyLampIs(post, phones, people, true);
    for (int i = 0; i < 50; i += 2) {
      phones.get(i).hangsUpThisInstant();
    }
    post.passes(ofSeconds(1));
    everyLampIs(post, phones, people, false);
    assertEquals(0, post.platform().meter("paraat.notifies.failed"));
    post.isKilledAndStartedAgain();
    post.passes(ofSeconds(4));
    assertEquals(500, post.platform().meter("paraat.notifies.sent"));
    everyLampIs(post, phones, people, false);
  }

  private static void everyLampIs(
      Office post, List<TestPhone> phones, List<String> people, boolean isLit) {
    for (int i = 0; i < 50; i++) {
      for (int other = 1; other <= 10; other++) {
        LampKey lamp = phones.get(i).lamp(people.get((i + other) % 50));
        if (isLit) {
          lamp.isLit();
        } else {
          lamp.isOff();
        }
      }
    }
  }

  @Test
  void aLampThatChangesAllTheTimeIsToldTenTimesASecondAtMost() {
    var post = post();
    var watcher = post.phone("1203").watches("1202");
    post.passes(ofSeconds(1));
    int before = watcher.lamp("1202").timesTold();
    for (int i = 0; i < 20; i++) {
      post.phone("1201").dialsThisInstant("1202");
      post.passes(ofMillis(20));
      post.phone("1201").hangsUpThisInstant();
      post.passes(ofMillis(20));
    }
    int told = watcher.lamp("1202").timesTold() - before;
    assertTrue(told <= 10, "told " + told + " times in 800 ms");
    watcher.lamp("1202").isOff();
  }
}
