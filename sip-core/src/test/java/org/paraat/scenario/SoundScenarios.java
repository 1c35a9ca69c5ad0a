package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.LegQuality;

/**
 * What becomes of a call when the sound of one of its parties stays away, and what is kept of it.
 */
@Scenarios
class SoundScenarios {
  private static final int TEMPORARY_FAILURE = 41;

  private final Office post =
      new Office()
          .queue(
              "Triage", q -> q.number("0880000100").agents("1201", "1202").ringTime(ofSeconds(15)));
  private final OutsideCaller patient = post.outsideCaller("0612345678");

  @Test
  void aPatientWhoseAgentFallsSilentIsTheNextToBeHelped() {
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    post.phone("1202").isBusyFromNow();
    post.passes(ofSeconds(30));
    var later = post.outsideCaller("0698765432");
    later.dials("0880000100").hears("music");
    post.phone("1201").losesItsSound();
    patient.hears("music");
    post.phone("1201").rings().shows("0612345678").answers();
    patient.isTalkingTo(post.phone("1201"));
    assertEquals(1, post.platform().alarms("SOUND_MISSED"));
  }

  @Test
  void aPatientWhoFallsSilentIsHungUpAndTheAgentIsFree() {
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    patient.losesItsSound().isDone();
    post.phone("1201").isDone();
    assertEquals(Cause.SOUND_LOST, post.lastCall().cause().orElseThrow());
  }

  @Test
  void aSessionThatBreaksByOurFaultEndsItsLegAndNotTheCall() {
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    post.phone("1201").isLostByTheMedia();
    patient.hears("music");
    post.phone("1202").rings().answers();
    patient.isTalkingTo(post.phone("1202"));
  }

  @Test
  void whoCallsAColleagueIsNotSentToAQueue() {
    post.phone("1201").dials("1202");
    post.phone("1202").rings().answers();
    post.phone("1202").losesItsSound().isDone();
    post.phone("1202").wasToldWhy(TEMPORARY_FAILURE);
    post.phone("1201").isDone();
    assertEquals(Cause.SOUND_LOST, post.lastCall().cause().orElseThrow());
  }

  @Test
  void howBothLegsDidIsKeptWhicheverEndedFirst() {
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    patient.isTalking();
    patient.speaks(500);
    post.phone("1201").speaks(490);
    patient.hangsUp();
    post.phone("1201").isDone();
    List<LegQuality> legs =
        post.platform().saved().stream()
            .filter(Change.LegMeasured.class::isInstance)
            .map(Change.LegMeasured.class::cast)
            .filter(measured -> measured.call().equals(post.lastCall().id()))
            .map(Change.LegMeasured::leg)
            .toList();
    assertEquals(
        List.of(500L, 490L),
        legs.stream().map(leg -> leg.quality().fromParty().packets()).toList());
    assertEquals(
        List.of("+31612345678", "1201 at phone1201"),
        legs.stream().map(LegQuality::party).toList());
    assertEquals(List.of(legs.getFirst()), post.lastCall().quality());
    assertTrue(post.platform().meter("paraat.sound.opinion") > 0);
  }

  @Test
  void aCallWithoutSoundLeavesNoFigures() {
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    patient.hangsUp();
    post.phone("1201").isDone();
    assertTrue(post.platform().saved().stream().noneMatch(Change.LegMeasured.class::isInstance));
  }
}
