package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.LegId;

/** How long the target of a transfer rings before the caller goes back. */
class TransferRingTimeTest {
  private static final String PATIENT = "0612345678";

  @Test
  void aTargetThatRangBeforeRingsTwentySecondsForWhoIsTransferred() {
    var post = PbxTester.withPeople("1201", "1202").signsOn("999", "1201");
    LegId patient = post.outside(PATIENT, "0880000999");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.passes(ofMillis(10));
    post.holds(agent);
    LegId consult = post.phone("desk1", "1202");
    post.rings(post.at("desk2"));
    post.passes(ofSeconds(10));
    post.transfers(agent, consult);
    post.passes(ofSeconds(19));
    assertFalse(post.isQuiet("desk2"));
    post.passes(ofSeconds(2));
    assertTrue(post.isQuiet("desk2"));
    post.resumes(agent);
    assertTrue(post.isBridged(patient, agent));
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void whoWasConsultedAndSentThemOnLeavesNothingRingingWhenTheyHangUp() {
    var post = PbxTester.withPeople("1201", "1202", "1203").signsOn("999", "1201");
    post.outside("0611111111", "0880000999");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.holds(agent);
    LegId consultation = post.phone("desk1", "1202");
    LegId colleague = post.at("desk2");
    post.answers(colleague);
    post.transfers(colleague, "1203");
    post.rings(post.at("desk3"));
    post.hangsUp(consultation);
    assertTrue(post.isQuiet("desk3"));
  }
}
