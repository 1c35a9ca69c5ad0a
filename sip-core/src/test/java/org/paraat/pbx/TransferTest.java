package org.paraat.pbx;

import static java.time.Duration.ofMillis;
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
import org.paraat.pbx.vocabulary.Replaces;

/** Transfer: the caller goes to somebody else, or comes back. */
class TransferTest {
  private static final String PATIENT = "0612345678";

  /** A patient of queue 999 who talks with 1201; 1202 and 1203 are there too. */
  private static final class Talk {
    final PbxTester post;
    final LegId patient;
    final LegId agent;

    Talk() {
      this(PbxTester.withPeople("1201", "1202", "1203").signsOn("999", "1201"));
    }

    Talk(PbxTester post) {
      this.post = post;
      patient = post.outside(PATIENT, "0880000999");
      agent = post.at("desk1");
      post.answers(agent);
      post.passes(ofMillis(10));
    }

    /** 1201 holds the patient and calls 1202. */
    LegId consults() {
      post.holds(agent);
      return post.phone("desk1", "1202");
    }
  }

  private static void isAccepted(PbxTester post, LegId leg) {
    assertTrue(post.last.contains(new Command.AcceptTransfer(leg)));
  }

  // --- blind ---

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

  // --- attended ---

  @Test
  void anAttendedTransferOnEitherLegLeavesOneConversation() {
    for (boolean onConsult : new boolean[] {false, true}) {
      for (boolean holdsConsult : new boolean[] {false, true}) {
        var talk = new Talk();
        var post = talk.post;
        LegId consult = talk.consults();
        LegId colleague = post.at("desk2");
        post.answers(colleague);
        if (holdsConsult) {
          post.holds(consult);
        }
        LegId asks = onConsult ? consult : talk.agent;
        post.transfers(asks, onConsult ? talk.agent : consult);
        isAccepted(post, asks);
        assertTrue(post.isBridged(talk.patient, colleague));
        assertEquals(Optional.of(TransferState.DONE), post.reportOf(asks));
        assertTrue(post.isOver(talk.agent) && post.isOver(consult));
        assertEquals("1201", post.lastEnded().from());
        assertEquals(Cause.NORMAL, post.lastEnded().cause().orElseThrow());
        post.hangsUp(colleague);
        assertEquals(PATIENT, post.lastEnded().from());
        assertEquals(
            List.of("WAITED 999", "TALKED 1201", "HELD 1201", "TALKED 1202"),
            PbxTester.segments(post.lastEnded()));
        post.isAtRest();
      }
    }
  }

  @Test
  void whoCalledTwoPeopleLeavesThemToEachOther() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId first = post.phone("desk1", PATIENT);
    LegId patient = post.atNumber("carrier-a", PATIENT);
    post.answers(patient);
    post.holds(first);
    LegId second = post.phone("desk1", "1202");
    LegId colleague = post.at("desk2");
    post.answers(colleague);
    post.transfers(second, first);
    assertTrue(post.isBridged(patient, colleague));
    post.holds(colleague);
    assertEquals(List.of(Prompts.ON_HOLD), post.hears(patient));
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void aReferToAForeignOrAnEndedCallIsRefusedAndTheConversationsGoOn() {
    var talk = new Talk();
    var post = talk.post;
    LegId foreign = post.phone("desk2", "1203");
    post.answers(post.at("desk3"));
    post.transfers(talk.agent, foreign);
    assertEquals(Optional.of(Cause.NOT_ALLOWED), post.refusalOf(talk.agent));
    post.transfers(talk.agent, Optional.empty(), Replaces.Scope.ANY);
    assertEquals(Optional.of(Cause.CONVERSATION_GONE), post.refusalOf(talk.agent));
    post.transfers(talk.agent, talk.agent);
    assertEquals(Optional.of(Cause.NOT_ALLOWED), post.refusalOf(talk.agent));
    assertTrue(post.isBridged(talk.patient, talk.agent));
    assertTrue(post.isBridged(foreign, post.at("desk3")));
    post.hangsUp(foreign);
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void earlyOnlyLeavesAnAnsweredConsultationAlone() {
    var talk = new Talk();
    LegId consult = talk.consults();
    talk.post.answers(talk.post.at("desk2"));
    talk.post.transfers(talk.agent, Optional.of(consult), Replaces.Scope.EARLY_ONLY);
    assertEquals(Optional.of(Cause.BUSY), talk.post.refusalOf(talk.agent));
    assertTrue(talk.post.isBridged(consult, talk.post.at("desk2")));
    talk.post.hangsUp(consult);
    talk.post.hangsUp(talk.patient);
    talk.post.isAtRest();
  }

  @Test
  void whoConsultsAQueueSendsTheCallerThere() {
    var talk = new Talk();
    talk.post.holds(talk.agent);
    LegId consult = talk.post.phone("desk1", "998");
    talk.post.transfers(talk.agent, consult);
    assertTrue(talk.post.isOver(consult) && talk.post.isOver(talk.agent));
    assertEquals(1, talk.post.queue("998").waiting());
    assertFalse(talk.post.isOver(talk.patient));
    talk.post.hangsUp(talk.patient);
    talk.post.isAtRest();
  }

  // --- semi-attended: the target still rings ---

  @Test
  void aReferWhileTheTargetRingsGoesOnRingingInThreeForms() {
    for (String form : List.of("with Replaces", "without Replaces", "after CANCEL")) {
      var talk = new Talk();
      var post = talk.post;
      LegId consult = talk.consults();
      LegId target = post.at("desk2");
      post.rings(target);
      switch (form) {
        case "with Replaces" -> post.transfers(talk.agent, consult);
        case "without Replaces" -> post.transfers(talk.agent, "1202");
        default -> {
          post.hangsUp(consult);
          post.passes(ofMillis(400));
          post.transfers(talk.agent, "1202");
        }
      }
      assertTrue(post.isOver(consult), form);
      assertEquals(target, post.at("desk2"), form);
      assertEquals(List.of(Prompts.RINGBACK), post.hears(talk.patient), form);
      assertEquals(Optional.of(TransferState.RINGING), post.reportOf(talk.agent), form);
      post.passes(ofSeconds(3));
      post.answers(target);
      assertTrue(post.isBridged(talk.patient, target), form);
      assertTrue(post.isOver(talk.agent), form);
      post.hangsUp(talk.patient);
      post.isAtRest();
    }
  }

  @Test
  void aTargetThatRangForTheConsultationAndDoesNotAnswerSendsTheCallerBack() {
    var talk = new Talk();
    var post = talk.post;
    LegId consult = talk.consults();
    post.rings(post.at("desk2"));
    post.passes(ofSeconds(20));
    post.transfers(talk.agent, consult);
    post.passes(ofSeconds(25));
    assertTrue(post.isQuiet("desk2"));
    assertEquals(Optional.of(TransferState.FAILED), post.reportOf(talk.agent));
    post.resumes(talk.agent);
    assertTrue(post.isBridged(talk.patient, talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void aConsultationThatIsGivenUpRingsHalfASecondMore() {
    var talk = new Talk();
    LegId consult = talk.consults();
    talk.post.rings(talk.post.at("desk2"));
    talk.post.hangsUp(consult);
    talk.post.passes(ofMillis(499));
    assertFalse(talk.post.isQuiet("desk2"));
    talk.post.passes(ofMillis(1));
    assertTrue(talk.post.isQuiet("desk2"));
    assertEquals(Cause.CALLER_GAVE_UP, talk.post.lastEnded().cause().orElseThrow());
    talk.post.hangsUp(talk.patient);
    talk.post.isAtRest();
  }

  // --- 302 ---
}
