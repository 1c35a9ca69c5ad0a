package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Replaces;

/** Calls that ring or wait elsewhere are taken by another phone. */
class PickupTest {
  private static final String PATIENT = "0612345678";

  @Test
  void theCodeTakesACallThatRingsAtAColleague() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId patient = post.outside(PATIENT, "0880001201");
    LegId rings = post.at("desk1");
    LegId taker = post.phone("desk2", "*8");
    assertTrue(post.isBridged(patient, taker));
    assertTrue(post.isAnswered(patient) && post.isAnswered(taker));
    assertEquals(Cause.COMPLETED_ELSEWHERE, post.endOf(rings));
    assertEquals("*8", post.lastEnded().to());
    post.hangsUp(taker);
    assertEquals("1202", post.lastEnded().answeredBy().orElseThrow());
    post.isAtRest();
  }

  @Test
  void anEmergencyGoesBeforeAnOlderCallAndTheQueueKnowsWhoServes() {
    var post = PbxTester.withAgents("999", "1201").registers("desk2");
    post.code("desk2", "*1*1202");
    LegId older = post.outside("0611111111", "0880000999");
    LegId urgent = post.outside("0622222222", "0880000112");
    LegId taker = post.phone("desk2", "*8");
    assertTrue(post.isBridged(urgent, taker));
    LegId next = post.phone("desk3", "*8*999");
    assertTrue(post.isBridged(older, next));
    post.isLost(next);
    assertEquals(1, post.queue("999").waiting());
    post.hangsUp(older);
    post.hangsUp(urgent);
    post.isAtRest();
  }

  @Test
  void theCodeWithAnExtensionTakesThatCallAlone() {
    for (String code : List.of("*8*1202", "*81202", "*81202#")) {
      var post = PbxTester.withPeople("1201", "1202", "1203");
      LegId first = post.outside("0611111111", "0880001201");
      LegId second = post.outside("0622222222", "0880001202");
      LegId taker = post.phone("desk3", code);
      assertTrue(post.isBridged(second, taker));
      assertFalse(post.isQuiet("desk1"));
      post.hangsUp(first);
      post.hangsUp(second);
      post.isAtRest();
    }
  }

  @Test
  void whenNothingRingsTheCodeSaysSo() {
    var post = PbxTester.withPeople("1201");
    assertEquals(List.of(Prompts.NOTHING_RINGS), post.code("desk1", "*8"));
    assertEquals(List.of(Prompts.UNKNOWN_CODE), post.code("desk1", "*8*x"));
    post.isAtRest();
  }

  @Test
  void nobodyPicksUpACallOfTheirOwnPhone() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId consult = post.phone("desk1", "1202");
    LegId rings = post.at("desk2");
    assertEquals(List.of(Prompts.NOTHING_RINGS), post.code("desk1", "*8"));
    LegId lamp = post.takesOver("desk1", Optional.of(rings), Replaces.Scope.ANY);
    assertEquals(Cause.NOT_ALLOWED, post.endOf(lamp));
    post.answers(rings);
    assertTrue(post.isBridged(consult, rings));
    post.hangsUp(consult);
    post.isAtRest();
  }

  @Test
  void whoTalksAndTakesAnEmergencyHasInterruptedThePatientThoughThePhoneSaysNothing() {
    for (boolean byLamp : List.of(true, false)) {
      var post = EmergencyBed.post("1201", "1202");
      LegId patient = EmergencyBed.talksAt(post, "desk1");
      LegId agent = post.at("desk1");
      LegId emergency = post.outside(EmergencyBed.EMERGENCY, EmergencyBed.SPOED);
      LegId rings = post.at("desk2");
      post.rings(rings);
      LegId taker =
          byLamp
              ? post.takesOver("desk1", Optional.of(rings), Replaces.Scope.ANY)
              : post.phone("desk1", "*8*900");
      assertTrue(post.isBridged(emergency, taker));
      assertEquals(List.of(Prompts.INTERRUPTED), post.hears(patient));
      post.hangsUp(emergency);
      assertTrue(post.isBridged(patient, agent));
      post.hangsUp(patient);
      post.isAtRest();
    }
  }

  // --- INVITE with Replaces ---

  @Test
  void theLampOfAColleagueWhoRingsTakesTheCall() {
    var post = PbxTester.withAgents("999", "1201").registers("desk4");
    LegId patient = post.outside(PATIENT, "0880000999");
    LegId rings = post.at("desk1");
    LegId taker = post.takesOver("desk4", Optional.of(rings), Replaces.Scope.EARLY_ONLY);
    assertTrue(post.isBridged(patient, taker));
    assertTrue(post.isOver(rings));
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void whoIsOnHoldIsNotForgottenWhenTheirOwnerTakesACallByItsLamp() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId held = post.outside(PATIENT, "0880001201");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.holds(agent);
    LegId caller = post.outside("0622222222", "0880001202");
    LegId rings = post.at("desk2");
    post.rings(rings);
    LegId taker = post.takesOver("desk1", Optional.of(rings), Replaces.Scope.ANY);
    assertTrue(post.isBridged(caller, taker));
    post.passes(ofSeconds(60));
    assertTrue(
        post.commands.stream()
            .anyMatch(
                c ->
                    c instanceof Command.Whisper(var leg, _, var prompts)
                        && leg.equals(taker)
                        && prompts.equals(List.of(Prompts.REMINDER))));
    post.hangsUp(held);
    post.hangsUp(caller);
    post.isAtRest();
  }

  @Test
  void aConversationMovesToAnotherPhoneOfThePersonOrToATeamLeader() {
    var directory = new DemoDirectory();
    directory.extensions.add(
        new Extension(
            new ExtensionNumber("1401"), "Leider", Extension.Role.TEAM_LEADER, Language.DUTCH));
    var post =
        PbxTester.withPeople(directory.build(), "1201", "1202", "1203")
            .signsOn("999", "1201")
            .registers("desk4");
    post.code("desk4", "*1*1401");
    LegId patient = post.outside(PATIENT, "0880000999");
    LegId agent = post.at("desk1");
    post.answers(agent);
    var foreign = post.takesOver("desk2", Optional.of(agent), Replaces.Scope.ANY);
    assertEquals(Cause.NOT_ALLOWED, post.endOf(foreign));
    var early = post.takesOver("desk4", Optional.of(agent), Replaces.Scope.EARLY_ONLY);
    assertEquals(Cause.BUSY, post.endOf(early));
    var gone = post.takesOver("desk4", Optional.empty(), Replaces.Scope.ANY);
    assertEquals(Cause.CONVERSATION_GONE, post.endOf(gone));
    assertTrue(post.isBridged(patient, agent));
    LegId talks = post.phone("desk4", "0699999999");
    LegId friend = post.atNumber("carrier-a", "0699999999");
    post.answers(friend);
    post.passes(ofSeconds(1));
    LegId leader = post.takesOver("desk4", Optional.of(agent), Replaces.Scope.ANY);
    assertTrue(post.isBridged(patient, leader));
    assertTrue(post.isOver(agent));
    assertEquals(List.of(Prompts.ON_HOLD), post.hears(friend));
    post.hangsUp(leader);
    assertTrue(post.isBridged(talks, friend));
    post.hangsUp(friend);
    post.isAtRest();
  }

  @Test
  void whoCalledOutMovesToAnotherPhoneAndStaysInTheConversation() {
    var post = PbxTester.withPeople("1201").registers("desk5");
    LegId caller = post.phone("desk1", PATIENT);
    LegId patient = post.atNumber("carrier-a", PATIENT);
    post.answers(patient);
    post.code("desk5", "*1*1201");
    LegId moved = post.takesOver("desk5", Optional.of(caller), Replaces.Scope.ANY);
    assertTrue(post.isBridged(moved, patient));
    post.hangsUp(patient);
    assertTrue(post.isOver(moved));
    post.isAtRest();
  }

  // --- parking ---

  /** A patient of queue 999 whom 1201 parks at place 2. */
  private static LegId parked(PbxTester post) {
    LegId patient = post.outside(PATIENT, "0880000999");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.transfers(agent, "*682");
    assertEquals(Optional.of(TransferState.DONE), post.reportOf(agent));
    assertTrue(post.isOver(agent));
    return patient;
  }

  @Test
  void aParkedCallerHearsALineAndMusicAndIsTakenByAnyPhone() {
    var post = PbxTester.withAgents("999", "1201").registers("desk6");
    LegId patient = parked(post);
    assertEquals(List.of(Prompts.PARKED_LINE), post.hears(patient));
    post.finishes(patient);
    assertEquals(List.of(Prompts.MUSIC), post.hears(patient));
    assertEquals(List.of(Prompts.PLACE_IS_FREE), post.code("desk6", "*681"));
    LegId taker = post.phone("desk6", "*682");
    assertTrue(post.isBridged(patient, taker));
    assertEquals(List.of(Prompts.PLACE_IS_FREE), post.code("desk2", "*682"));
    post.hangsUp(taker);
    assertTrue(
        PbxTester.segments(post.lastEnded()).containsAll(List.of("PARKED 2", "TALKED desk6")));
    post.isAtRest();
  }

  @Test
  void anOccupiedPlaceRefusesAndTheFirstFreeOneIsFound() {
    var post = PbxTester.withAgents("999", "1201");
    LegId first = parked(post);
    post.passes(ofSeconds(2));
    LegId second = post.outside("0622222222", "0880000999");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.transfers(agent, "*682");
    assertEquals(Optional.of(Cause.BUSY), post.refusalOf(agent));
    assertTrue(post.isBridged(second, agent));
    post.transfers(agent, "*68");
    assertTrue(post.isOver(agent));
    LegId taker = post.phone("desk1", "*681");
    assertTrue(post.isBridged(second, taker));
    post.hangsUp(second);
    post.hangsUp(first);
    post.isAtRest();
  }

  @Test
  void whoParkedIsRungAfterTwoMinutesAndThenTheCallerIsInTheQueueAgain() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = parked(post);
    post.finishes(patient);
    post.passes(ofSeconds(120));
    LegId recall = post.at("desk1");
    assertEquals(Alerting.RECALL, post.dialOf(recall).alerting());
    post.rings(recall);
    post.passes(ofSeconds(15).plus(ofMillis(1)));
    assertEquals(1, post.queue("999").waiting());
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void aCopyKeepsWhoIsParked() {
    var post = PbxTester.withAgents("999", "1201").registers("desk6");
    LegId patient = parked(post);
    post.pbx = post.pbx.fork();
    LegId taker = post.phone("desk6", "*682");
    assertTrue(post.isBridged(patient, taker));
    post.hangsUp(patient);
    post.isAtRest();
  }
}
