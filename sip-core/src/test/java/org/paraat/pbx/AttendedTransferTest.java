package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Replaces;

/**
 * Attended transfer: who consults somebody leaves the caller to them, also while they still ring.
 */
class AttendedTransferTest {
  private static final String PATIENT = Talk.PATIENT;

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
        assertTrue(post.last.contains(new Command.AcceptTransfer(asks)));
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

  @Test
  void onlyWhoConsultedSendsTheCallerToWhomItStillRings() {
    var post = PbxTester.withPeople("1201", "1202", "1203");
    LegId colleague = post.phone("desk3", "1201");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.holds(agent);
    LegId consult = post.phone("desk1", "1202");
    LegId rings = post.at("desk2");
    post.rings(rings);
    post.hangsUp(consult);
    post.transfers(colleague, "1202");
    assertEquals(Optional.of(TransferState.FAILED), post.reportOf(colleague));
    post.passes(ofMillis(500));
    assertTrue(post.isOver(rings));
    post.everybodyHangsUp();
    post.isAtRest();
  }
}
