package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;

/** Transfer: the caller goes to somebody else, or comes back. */
class TransferTest {
  private static final String PATIENT = Talk.PATIENT;

  private static void isAccepted(PbxTester post, LegId leg) {
    assertTrue(post.last.contains(new Command.AcceptTransfer(leg)));
  }

  @Test
  void aBlindTransferRingsTheTargetWhoSeesThePatientAndWhoTransferred() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.transfers(talk.agent, "1202");
    isAccepted(post, talk.agent);
    LegId target = post.at("desk2");
    assertEquals(
        new CallerId(PATIENT, PATIENT + " via Triagist 1201"), post.dialOf(target).shownAs());
    assertEquals(List.of(Prompts.RINGBACK), post.hears(talk.patient));
    post.rings(target);
    assertEquals(Optional.of(TransferState.RINGING), post.reportOf(talk.agent));
    assertFalse(post.isOver(talk.agent));
    post.answers(target);
    assertTrue(post.isBridged(talk.patient, target));
    assertEquals(Optional.of(TransferState.DONE), post.reportOf(talk.agent));
    assertTrue(post.isOver(talk.agent));
    post.hangsUp(target);
    assertTrue(post.isOver(talk.patient));
    assertEquals(1, post.ended().stream().filter(r -> r.to().equals("0880000999")).count());
    assertEquals("1201", post.lastEnded().answeredBy().orElseThrow());
    assertEquals(
        List.of("WAITED 999", "TALKED 1201", "HELD 1201", "TRANSFERRED 1202", "TALKED 1202"),
        PbxTester.segments(post.lastEnded()));
    post.isAtRest();
  }

  @Test
  void aPhoneThatDidNotHoldHasTheCallerBackAtOnceWhenTheTargetIsBusy() {
    var talk = new Talk();
    var post = talk.post;
    post.phone("desk2", "1203");
    post.transfers(talk.agent, "1202");
    assertEquals(Optional.of(TransferState.FAILED), post.reportOf(talk.agent));
    assertTrue(post.isBridged(talk.patient, talk.agent));
    post.hangsUp(talk.patient);
  }

  @Test
  void aPhoneThatHoldsTakesTheCallerBackByItself() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.transfers(talk.agent, "1202");
    post.declines(post.at("desk2"));
    assertEquals(Optional.of(TransferState.FAILED), post.reportOf(talk.agent));
    assertEquals(List.of(Prompts.MUSIC), post.hears(talk.patient));
    post.passes(ofSeconds(2));
    post.resumes(talk.agent);
    assertTrue(post.isBridged(talk.patient, talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void aPhoneThatDoesNotTakeTheCallerBackIsRungAndThenTheQueue() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.transfers(talk.agent, "1202");
    post.rings(post.at("desk2"));
    post.passes(ofSeconds(20));
    assertTrue(post.isQuiet("desk2"));
    post.passes(ofSeconds(5));
    LegId recall = post.at("desk1");
    assertEquals(Alerting.RECALL, post.dialOf(recall).alerting());
    post.rings(recall);
    post.passes(ofSeconds(15));
    assertTrue(post.isOver(talk.agent));
    assertEquals(1, post.queue("999").waiting());
    post.passes(ofSeconds(3));
    post.answers(post.at("desk1"));
    assertTrue(post.isBridged(talk.patient, post.at("desk1")));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void whoHungUpAfterTheReferIsRungWhenTheTargetFails() {
    for (boolean isLost : new boolean[] {false, true}) {
      var talk = new Talk();
      var post = talk.post;
      post.transfers(talk.agent, "1202");
      if (isLost) {
        post.isLost(talk.agent);
      } else {
        post.hangsUp(talk.agent);
      }
      assertFalse(post.isOver(talk.patient));
      post.fails(post.at("desk2"), Cause.DEVICE_UNREACHABLE, 0);
      LegId recall = post.at("desk1");
      post.answers(recall);
      assertTrue(post.isBridged(talk.patient, recall));
      assertEquals(
          List.of("WAITED 999", "TALKED 1201", "TRANSFERRED 1202", "RETURNED 1201", "TALKED 1201"),
          PbxTester.segments(hungUp(post, recall)));
      post.isAtRest();
    }
  }

  private static CallRecord hungUp(PbxTester post, LegId leg) {
    post.hangsUp(leg);
    return post.lastEnded();
  }

  @Test
  void aCallerOfNoQueueWaitsFortyFiveSecondsForWhoTransferredAndIsThenTold() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId patient = post.outside(PATIENT, "0880001201");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.transfers(agent, "1202");
    post.hangsUp(agent);
    post.declines(post.at("desk2"));
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(45));
    assertEquals(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), post.hears(patient));
    post.finishes(patient);
    post.isAtRest();
  }

  @Test
  void theTransferorTakesTheLineAgainWhileTheTargetRings() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.transfers(talk.agent, "1202");
    post.rings(post.at("desk2"));
    post.resumes(talk.agent);
    assertTrue(post.isQuiet("desk2"));
    assertTrue(post.isBridged(talk.patient, talk.agent));
    assertEquals(Optional.of(TransferState.FAILED), post.reportOf(talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void theCallerHangsUpWhileTheTargetRings() {
    var talk = new Talk();
    talk.post.transfers(talk.agent, "1202");
    talk.post.hangsUp(talk.patient);
    assertTrue(talk.post.isQuiet("desk2"));
    assertTrue(talk.post.isOver(talk.agent));
    talk.post.isAtRest();
  }

  @Test
  void aSecondReferIsRefusedAndTheFirstGoesOn() {
    var talk = new Talk();
    talk.post.transfers(talk.agent, "1202");
    talk.post.transfers(talk.agent, "1203");
    assertEquals(Optional.of(Cause.NOT_ALLOWED), talk.post.refusalOf(talk.agent));
    talk.post.answers(talk.post.at("desk2"));
    assertTrue(talk.post.isBridged(talk.patient, talk.post.at("desk2")));
    talk.post.hangsUp(talk.patient);
    talk.post.isAtRest();
  }

  @Test
  void aTransferToAQueueIsDoneWhenTheCallerWaitsThere() {
    var talk = new Talk();
    talk.post.transfers(talk.agent, "998");
    assertEquals(Optional.of(TransferState.DONE), talk.post.reportOf(talk.agent));
    assertTrue(talk.post.isOver(talk.agent));
    assertEquals(1, talk.post.queue("998").waiting());
    talk.post.hangsUp(talk.patient);
    talk.post.isAtRest();
  }

  @Test
  void aTransferToANumberOutsideShowsThePatientAndComesBackWhenNoTrunkCarriesIt() {
    var talk = new Talk();
    var post = talk.post;
    post.transfers(talk.agent, "0600000050");
    LegId first = post.atNumber("carrier-a", "0600000050");
    assertEquals(PATIENT, post.dialOf(first).shownAs().number());
    post.fails(first, Cause.TRUNK_FAILED, 503);
    post.fails(post.atNumber("carrier-b", "0600000050"), Cause.TRUNK_FAILED, 503);
    assertTrue(post.isBridged(talk.patient, talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void whatMayNotBeDialledMayNotBeTransferredTo() {
    var directory = new DemoDirectory();
    directory.organisation =
        new Organisation(
            "Huisartsenpost",
            "paraat",
            List.of(),
            "31",
            List.of("112"),
            Language.DUTCH,
            List.of("0900", "+3290"));
    var talk = new Talk(PbxTester.withPeople(directory.build(), "1201").signsOn("999", "1201"));
    for (String barred : List.of("09001234", "003290123456", "77", "*46", "*8", "*680")) {
      talk.post.transfers(talk.agent, barred);
      assertTrue(talk.post.refusalOf(talk.agent).isPresent(), barred);
      assertTrue(talk.post.isBridged(talk.patient, talk.agent));
    }
    talk.post.hangsUp(talk.patient);
    assertEquals(Cause.NOT_ALLOWED, talk.post.endOf(talk.post.phone("desk1", "09001234")));
    talk.post.isAtRest();
  }

  @Test
  void whoCalledOutHandsThePatientOver() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", PATIENT);
    LegId patient = post.atNumber("carrier-a", PATIENT);
    post.answers(patient);
    post.transfers(caller, "1202");
    LegId target = post.at("desk2");
    assertEquals(
        new CallerId(PATIENT, PATIENT + " via Triagist 1201"), post.dialOf(target).shownAs());
    post.answers(target);
    assertTrue(post.isBridged(patient, target));
    assertTrue(post.isOver(caller));
    post.hangsUp(target);
    post.isAtRest();
  }

  @Test
  void aPatientWhomWeCalledWaitsInAQueueLikeAnyOther() {
    var post = PbxTester.withPeople("1201");
    LegId caller = post.phone("desk1", PATIENT);
    LegId patient = post.atNumber("carrier-a", PATIENT);
    post.answers(patient);
    post.transfers(caller, "998");
    assertTrue(post.isOver(caller));
    for (String mobile :
        List.of("0600000001", "0600000002", "0600000003", "0600000011", "0600000012")) {
      post.fails(post.atNumber("carrier-a", mobile), Cause.BUSY, 486);
    }
    assertFalse(post.isCalled("carrier-a", "0600000001"));
    post.passes(ofSeconds(5));
    post.answers(post.atNumber("carrier-a", "0600000001"));
    assertTrue(post.isBridged(patient, post.atNumber("carrier-a", "0600000001")));
    post.hangsUp(patient);
    post.isAtRest();
  }
}
