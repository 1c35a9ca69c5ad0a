package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.TrunkId;

/** Calls from party to party: internal, direct, outbound, forwarded and to 112. */
class CallsTest {
  private static final String PATIENT = "0612345678";

  @Test
  void aColleagueRingsAndSeesWhoIsLoggedInAtTheCallingPhone() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", "1202");
    LegId called = post.at("desk2");
    assertEquals(new CallerId("1201", "Triagist 1201"), post.dialOf(called).shownAs());
    post.rings(called);
    assertTrue(post.last.contains(new Command.SendRinging(caller)));
    post.answers(called);
    assertTrue(post.isBridged(caller, called));
    post.hangsUp(called);
    assertEquals(Cause.NORMAL, post.endOf(caller));
    assertEquals("1202", post.lastEnded().answeredBy().orElseThrow());
    post.isAtRest();
  }

  @Test
  void aPhoneWithNobodyLoggedInIsShownByItsOwnName() {
    var post = PbxTester.withPeople("1202").registers("desk5");
    post.phone("desk5", "1202");
    assertEquals(new CallerId("desk5", "desk5"), post.dialOf(post.at("desk2")).shownAs());
  }

  @Test
  void whoIsLoggedInNowhereCannotBeReached() {
    var post = PbxTester.withPeople("1201");
    LegId caller = post.phone("desk1", "1202");
    assertEquals(Cause.NOBODY_REACHABLE, post.endOf(caller));
  }

  @Test
  void whoseLineIsInUseIsBusy() {
    var post = PbxTester.withPeople("1201", "1202", "1203");
    post.phone("desk1", "1202");
    LegId third = post.phone("desk3", "1202");
    assertEquals(Cause.BUSY, post.endOf(third));
  }

  @Test
  void whoDoesNotAnswerIsGivenUpAfterFortyFiveSeconds() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", "1202");
    post.rings(post.at("desk2"));
    post.passes(ofSeconds(44));
    assertFalse(post.isOver(caller));
    post.passes(ofSeconds(1));
    assertEquals(Cause.NO_ANSWER, post.endOf(caller));
    post.isAtRest();
  }

  @Test
  void aDirectPublicNumberRingsThePerson() {
    var post = PbxTester.withPeople("1201");
    LegId patient = post.outside(PATIENT, "+31880001201");
    post.answers(post.at("desk1"));
    assertTrue(post.isBridged(patient, post.at("desk1")));
  }

  @Test
  void anUnknownNumberIsRefused() {
    var post = PbxTester.withPeople("1201");
    assertEquals(Cause.UNKNOWN_NUMBER, post.endOf(post.outside(PATIENT, "0889999999")));
    assertEquals(Cause.UNKNOWN_NUMBER, post.endOf(post.phone("desk1", "77")));
  }

  @Test
  void anOutsideCallShowsTheDirectNumberOfWhoCalls() {
    var post = PbxTester.withPeople("1201");
    LegId caller = post.phone("desk1", "0612345678");
    LegId outside = post.atNumber("carrier-a", "0612345678");
    assertEquals(new CallerId("0880001201", "Huisartsenpost"), post.dialOf(outside).shownAs());
    post.trying(outside);
    post.rings(outside);
    post.answers(outside);
    assertTrue(post.isBridged(caller, outside));
  }

  @Test
  void earlyMediaIsPassedOnAndTheAnswerTakesItOver() {
    var post = PbxTester.withPeople("1201");
    LegId caller = post.phone("desk1", "0612345678");
    LegId outside = post.atNumber("carrier-a", "0612345678");
    post.earlyMedia(outside);
    assertTrue(post.isBridged(caller, outside));
    assertTrue(post.last.contains(new Command.SendEarlyMedia(caller)));
    post.answers(outside);
    assertTrue(post.isAnswered(caller));
    assertTrue(post.isBridged(caller, outside));
  }

  @Test
  void aCarrierThatFailsIsFollowedByTheNextAtOnce() {
    var post = PbxTester.withPeople("1201");
    post.phone("desk1", "0612345678");
    post.fails(post.atNumber("carrier-a", "0612345678"), Cause.TRUNK_FAILED, 503);
    assertTrue(post.isCalled("carrier-b", "0612345678"));
    LegId second = post.atNumber("carrier-b", "0612345678");
    post.fails(second, Cause.TRUNK_FAILED, 503);
    assertEquals(Cause.ALL_TRUNKS_FAILED, post.lastEnded().cause().orElseThrow());
    post.isAtRest();
  }

  @Test
  void aSilentCarrierIsLeftAfterTwoSecondsAndOneThatOnlyTriesAfterEight() {
    var post = PbxTester.withPeople("1201");
    post.phone("desk1", "0612345678");
    post.passes(ofMillis(1_999));
    assertFalse(post.isCalled("carrier-b", "0612345678"));
    post.passes(ofMillis(1));
    assertFalse(post.isCalled("carrier-a", "0612345678"));
    post.trying(post.atNumber("carrier-b", "0612345678"));
    post.passes(ofMillis(7_999));
    assertTrue(post.isCalled("carrier-b", "0612345678"));
    post.passes(ofMillis(1));
    assertEquals(Cause.ALL_TRUNKS_FAILED, post.lastEnded().cause().orElseThrow());
  }

  @Test
  void busyAndItsKinStopTheSearch() {
    for (int status : new int[] {486, 600, 603, 404}) {
      var post = PbxTester.withPeople("1201");
      LegId caller = post.phone("desk1", "0612345678");
      post.fails(post.atNumber("carrier-a", "0612345678"), Cause.BUSY, status);
      assertEquals(Cause.BUSY, post.endOf(caller));
    }
  }

  @Test
  void afterItRangOnlyAFailureOfTheCarrierMovesOn() {
    var post = PbxTester.withPeople("1201");
    post.phone("desk1", "0612345678");
    LegId first = post.atNumber("carrier-a", "0612345678");
    post.rings(first);
    post.passes(ofSeconds(20));
    post.fails(first, Cause.TRUNK_FAILED, 500);
    LegId second = post.atNumber("carrier-b", "0612345678");
    post.rings(second);
    post.fails(second, Cause.TRUNK_UNREACHABLE, 0);
    assertEquals(Cause.TRUNK_UNREACHABLE, post.lastEnded().cause().orElseThrow());
  }

  @Test
  void aTrunkThatMissedTwoProbesIsPassedOverUntilItAnswersOne() {
    var post = PbxTester.withPeople("1201");
    var carrier = new TrunkId("carrier-a");
    post.tell(at -> PbxTester.probeAnswered(at, carrier));
    post.tell(at -> PbxTester.probeMissed(at, carrier, "no answer"));
    assertEquals(List.of(), post.alarms(Alarm.Kind.TRUNK_DOWN));
    post.tell(at -> PbxTester.probeMissed(at, carrier, "no answer"));
    assertEquals(1, post.alarms(Alarm.Kind.TRUNK_DOWN).size());
    LegId caller = post.phone("desk1", "0612345678");
    assertTrue(post.isCalled("carrier-b", "0612345678"));
    post.hangsUp(caller);
    post.tell(at -> PbxTester.probeAnswered(at, carrier));
    assertEquals(1, post.alarms(Alarm.Kind.TRUNK_UP).size());
    post.phone("desk1", "0612345678");
    assertTrue(post.isCalled("carrier-a", "0612345678"));
  }

  @Test
  void aTrunkThatNeverAnsweredAProbeIsTriedAllTheSame() {
    var post = PbxTester.withPeople("1201");
    missesTwoProbes(post, "carrier-a");
    missesTwoProbes(post, "carrier-b");
    assertEquals(2, post.alarms(Alarm.Kind.TRUNK_NEVER_ANSWERED).size());
    post.phone("desk1", "0612345678");
    assertTrue(post.isCalled("carrier-a", "0612345678"));
  }

  @Test
  void aTrunkThatAnswersComesBeforeOneThatNeverDid() {
    var post = PbxTester.withPeople("1201");
    missesTwoProbes(post, "carrier-a");
    post.tell(at -> PbxTester.probeAnswered(at, new TrunkId("carrier-b")));
    post.phone("desk1", "0612345678");
    assertTrue(post.isCalled("carrier-b", "0612345678"));
  }

  @Test
  void whenEveryTrunkIsDownTheyAreTriedRatherThanTheCallRefused() {
    var post = PbxTester.withPeople("1201");
    for (String name : List.of("carrier-a", "carrier-b")) {
      post.tell(at -> PbxTester.probeAnswered(at, new TrunkId(name)));
      missesTwoProbes(post, name);
    }
    post.phone("desk1", "0612345678");
    assertTrue(post.isCalled("carrier-a", "0612345678"));
  }

  private static void missesTwoProbes(PbxTester post, String trunk) {
    for (int i = 0; i < 2; i++) {
      post.tell(at -> PbxTester.probeMissed(at, new TrunkId(trunk), "no answer"));
    }
  }

  @Test
  void trunksAreProbedEveryFiveSeconds() {
    var post = new PbxTester();
    post.commands.clear();
    post.passes(ofSeconds(15));
    assertEquals(6, post.commands.stream().filter(c -> c instanceof Command.Probe).count());
  }

  @Test
  void theEmergencyServicesAreReachedWithNobodyLoggedInAndWithAllTrunksDown() {
    var post = new PbxTester().registers("desk7");
    for (String name : List.of("carrier-a", "carrier-b")) {
      for (int i = 0; i < 2; i++) {
        post.tell(at -> PbxTester.probeMissed(at, new TrunkId(name), "no answer"));
      }
    }
    LegId caller = post.phone("desk7", "112");
    assertEquals(1, post.alarms(Alarm.Kind.EMERGENCY_SERVICES_DIALLED).size());
    LegId first = post.atNumber("carrier-a", "112");
    assertEquals("0880000100", post.dialOf(first).shownAs().number());
    post.fails(first, Cause.UNKNOWN_NUMBER, 404);
    LegId second = post.atNumber("carrier-b", "112");
    post.answers(second);
    assertTrue(post.isBridged(caller, second));
  }

  @Test
  void whenThePlatformStopsNewCallsAreRefusedButNotThoseTo112() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", "1202");
    post.answers(post.at("desk2"));
    post.tell(Event.StopRequested::new);
    assertTrue(post.isBridged(caller, post.at("desk2")));
    assertEquals(Cause.SHUTTING_DOWN, post.endOf(post.outside(PATIENT, "0880000999")));
    post.registers("desk3");
    post.phone("desk3", "112");
    assertTrue(post.isCalled("carrier-a", "112"));
  }

  @Test
  void aForwardedNumberRingsThroughUnansweredWithTheCallersOwnNumber() {
    var post = new PbxTester();
    LegId patient = post.outside(PATIENT, "0880000150");
    LegId outside = post.atNumber("carrier-a", "0600000050");
    assertEquals(PATIENT, post.dialOf(outside).shownAs().number());
    post.rings(outside);
    assertFalse(post.isAnswered(patient));
    assertTrue(post.last.contains(new Command.SendRinging(patient)));
    post.answers(outside);
    assertTrue(post.isBridged(patient, outside));
  }

  @Test
  void theAnnouncementIsHeardAndThenTheQueue() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, "0880000100");
    assertEquals(List.of(new PromptId("welcome")), post.hears(patient));
    assertTrue(post.isQuiet("desk1"));
    post.finishes(patient);
    assertEquals(List.of(Prompts.MUSIC), post.hears(patient));
    assertFalse(post.isQuiet("desk1"));
  }

  @Test
  void aTurnedSwitchSendsTheNextCallElsewhereAndWhoWaitsKeepsThePlace() {
    var post = new PbxTester();
    LegId waiting = post.outside(PATIENT, "0880000999");
    post.turns("hap", "Externe doorschakeling");
    LegId next = post.outside(PATIENT, "0880000100");
    post.finishes(next);
    LegId outside = post.atNumber("carrier-a", "0600000021");
    post.rings(outside);
    assertEquals(List.of(Prompts.RINGBACK), post.hears(next));
    assertEquals(List.of(Prompts.MUSIC), post.hears(waiting));
    post.answers(outside);
    assertTrue(post.isBridged(next, outside));
  }

  @Test
  void aCallerWhomWeAnsweredIsToldThatNobodyIsReachable() {
    var post = new PbxTester();
    post.turns("hap", "Externe doorschakeling");
    LegId patient = post.outside(PATIENT, "0880000100");
    post.finishes(patient);
    post.fails(post.atNumber("carrier-a", "0600000021"), Cause.BUSY, 486);
    assertEquals(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), post.hears(patient));
    post.finishes(patient);
    assertEquals(Cause.BUSY, post.endOf(patient));
    post.isAtRest();
  }

  @Test
  void aClosedPostSaysGoodbye() {
    var post = new PbxTester();
    post.turns("meldtekst", "Gesloten");
    LegId patient = post.outside(PATIENT, "0880000100");
    post.finishes(patient);
    assertEquals(Cause.NORMAL, post.endOf(patient));
  }

  @Test
  void theMobileConnectPhonesRingTogetherAndTheFirstGetsTheCall() {
    var post = new PbxTester();
    post.turns("hap", "Calamiteit");
    LegId patient = post.outside(PATIENT, "0880000100");
    post.finishes(patient);
    LegId loser = post.atNumber("carrier-a", "0600000001");
    LegId winner = post.atNumber("carrier-a", "0600000003");
    post.answers(winner);
    assertTrue(post.isBridged(patient, winner));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(loser));
  }

  @Test
  void theSosLineRingsTheSosPhonesForTheFirstCallerFirst() {
    var post = new PbxTester();
    LegId first = post.outside("0611111111", "0880000199");
    assertFalse(post.isAnswered(first));
    LegId second = post.outside("0622222222", "0880000199");
    post.answers(post.atNumber("carrier-a", "0600000012"));
    assertTrue(post.isBridged(first, post.atNumber("carrier-a", "0600000012")));
    LegId next = post.atNumber("carrier-a", "0600000011");
    assertEquals("0622222222", post.dialOf(next).shownAs().number());
    post.answers(next);
    assertTrue(post.isBridged(second, next));
  }

  @Test
  void switchesThatPointAtEachOtherEndInWordsAndNotInALoop() {
    var directory = new DemoDirectory();
    directory.switches.add(
        new Switch(
            new SwitchId("a"),
            "A",
            List.of(DemoDirectory.position("Open", new Destination.ToSwitch(new SwitchId("a"))))));
    directory.number("0880000500", new Destination.ToSwitch(new SwitchId("a")));
    var post = new PbxTester(directory.build(), Standing.NONE);
    assertEquals(Cause.NOBODY_REACHABLE, post.endOf(post.outside(PATIENT, "0880000500")));
  }

  @Test
  void aCallOnWhichWeFailIsEndedAloneAndSaysSo() {
    var directory = new DemoDirectory();
    var sane = directory.queues.removeFirst();
    directory.queues.add(
        new Queue(
            sane.code(),
            sane.name(),
            sane.urgency(),
            sane.strategy(),
            sane.ringTime(),
            sane.wrapUp(),
            null));
    var post = PbxTester.withPeople(directory.build(), "1201", "1202");
    LegId other = post.phone("desk1", "1202");
    post.answers(post.at("desk2"));
    LegId patient = post.outside(PATIENT, "0880000999");
    assertEquals(Cause.OUR_BUG, post.endOf(patient));
    assertEquals(1, post.alarms(Alarm.Kind.CALL_ENDED_BY_OUR_BUG).size());
    assertTrue(post.alarms(Alarm.Kind.CALL_ENDED_BY_OUR_BUG).getFirst().text().contains("Offered"));
    assertEquals(Cause.OUR_BUG, post.lastEnded().cause().orElseThrow());
    assertTrue(post.isBridged(other, post.at("desk2")));
  }

  @Test
  void eachCallIsToldInTenLinesOrFewer() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    LegId patient = post.outside(PATIENT, "0880000100");
    post.finishes(patient);
    for (int i = 0; i < 30; i++) {
      if (!post.isQuiet("desk1")) {
        post.declines(post.at("desk1"));
      }
      if (!post.isQuiet("desk2")) {
        post.declines(post.at("desk2"));
      }
      post.passes(ofSeconds(1));
    }
    post.hangsUp(patient);
    var call = post.lastEnded().id();
    assertEquals(
        10,
        post.commands.stream()
            .filter(c -> c instanceof Command.Tell tell && tell.call().equals(call))
            .count());
  }

  @Test
  void theTraceExplainsEachStepInWords() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, "0880000100");
    post.finishes(patient);
    post.answers(post.at("desk1"));
    post.passes(ofSeconds(3));
    post.hangsUp(patient);
    assertEquals(
        List.of(
            "goes to switch meldtekst",
            "switch Meldtekst stands at Open",
            "hears announcement welcome",
            "switch HAP stands at Open",
            "waits in queue Queue 999",
            "rings 1201 at desk1",
            "1201 at desk1 answered",
            "the caller hung up",
            "the call ended after 3 s"),
        post.lastEnded().trace().stream().map(entry -> entry.what()).toList());
    assertTrue(post.lastEnded().trace().stream().noneMatch(entry -> entry.because().isBlank()));
  }
}
