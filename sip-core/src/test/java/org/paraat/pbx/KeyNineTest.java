package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.pbx.EmergencyBed.EMERGENCY;
import static org.paraat.pbx.EmergencyBed.PATIENT;
import static org.paraat.pbx.EmergencyBed.SPOED;
import static org.paraat.pbx.EmergencyBed.post;
import static org.paraat.pbx.EmergencyBed.talksAt;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;

/** An emergency at a phone that has no second line (V5). */
class KeyNineTest {
  /** The phone refuses a second call, so the emergency was whispered. */
  private static final class Whispered extends EmergencyBed {

    Whispered() {
      post.fails(post.at("desk1"), Cause.BUSY, 486);
    }
  }

  private static long whispersAt(PbxTester post, LegId leg) {
    return post.commands.stream()
        .filter(
            c ->
                c instanceof Command.Whisper(var to, _, var prompts)
                    && to.equals(leg)
                    && prompts.equals(List.of(Prompts.PRESS_NINE)))
        .count();
  }

  @Test
  void whoTalksOnAPhoneWithOneLineHearsAWhisperAgainEachTenSeconds() {
    var one = new Whispered();
    assertEquals(1, whispersAt(one.post, one.agent));
    assertTrue(one.post.isBridged(one.patient, one.agent));
    one.post.passes(ofSeconds(10));
    one.post.fails(one.post.at("desk1"), Cause.BUSY, 486);
    assertEquals(2, whispersAt(one.post, one.agent));
    one.ends();
  }

  @Test
  void keyNineTakesTheEmergencyOnTheSameLegAndThePatientComesBackAfterwards() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    assertTrue(one.post.isBridged(one.emergency, one.agent));
    assertEquals(List.of(Prompts.INTERRUPTED), one.post.hears(one.patient));
    one.post.passes(ofSeconds(30));
    one.post.hangsUp(one.emergency);
    assertFalse(one.post.isOver(one.agent));
    assertTrue(one.post.isBridged(one.patient, one.agent));
    assertEquals("1201", one.post.lastEnded().answeredBy().orElseThrow());
    one.post.hangsUp(one.patient);
    one.post.isAtRest();
  }

  @Test
  void aPatientOfNoQueueStaysOnHoldHoweverLongTheEmergencyLasts() {
    var post = post("1201");
    LegId patient = post.outside(PATIENT, "0880001201");
    LegId agent = post.at("desk1");
    post.answers(agent);
    LegId emergency = post.outside(EMERGENCY, SPOED);
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    post.keys(agent, "9");
    post.finishes(patient);
    for (int minute = 3; minute < 6; minute++) {
      post.passes(ofSeconds(minute == 3 ? 180 : 60));
      post.fails(post.at("desk1"), Cause.BUSY, 486);
      assertEquals(List.of(Prompts.MUSIC), post.hears(patient));
    }
    post.hangsUp(emergency);
    assertTrue(post.isBridged(patient, agent));
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void whoTransfersTheEmergencyHangsUpAndIsRungForThePatient() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.transfers(one.agent, "0600000050");
    LegId doctor = one.post.atNumber("carrier-a", "0600000050");
    one.post.answers(doctor);
    assertTrue(one.post.isBridged(one.emergency, doctor));
    assertEquals(Command.TransferState.DONE, one.post.reportOf(one.agent).orElseThrow());
    // its own BYE may come at the same time: it is of a leg that is over
    assertTrue(one.post.isOver(one.agent));
    one.post.fails(one.post.at("desk1"), Cause.BUSY, 486);
    one.post.passes(ofSeconds(5));
    LegId recall = one.post.at("desk1");
    one.post.answers(recall);
    assertTrue(one.post.isBridged(one.patient, recall));
    one.ends();
  }

  @Test
  void keyNineInAnEmergencyIsAKeyOfThatConversationHoweverManyWereWhisperedOf() {
    var post = post("1201", "1202");
    LegId older = post.outside("0633333333", SPOED);
    post.answers(post.at("desk2"));
    LegId colleague = post.at("desk2");
    LegId patient = talksAt(post, "desk1");
    LegId agent = post.at("desk1");
    LegId younger = post.outside(EMERGENCY, SPOED);
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    post.unregisters("desk2");
    post.isLost(colleague);
    post.passes(ofSeconds(10));
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    assertEquals(2, whispersAt(post, agent));
    post.keys(agent, "9");
    assertTrue(post.isBridged(older, agent));
    post.keys(agent, "9");
    assertTrue(post.isBridged(older, agent));
    assertEquals(List.of(Prompts.INTERRUPTED), post.hears(patient));
    post.hangsUp(older);
    assertTrue(post.isBridged(patient, agent));
    post.hangsUp(younger);
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void whoIsAskedAboutAnEmergencyIsNotTakenAwayByAnother() {
    var post = post("1201", "1202");
    LegId urgent = post.outside("0633333333", SPOED);
    LegId asks = post.at("desk2");
    post.answers(asks);
    LegId consult = post.phone("desk2", "1201");
    LegId asked = post.at("desk1");
    post.answers(asked);
    LegId emergency = post.outside(EMERGENCY, SPOED);
    post.fails(post.at("desk1"), Cause.BUSY, 486);
    assertEquals(1, whispersAt(post, asked));
    // the phone says only now that it dialled in order to ask
    post.holds(asks);
    post.keys(asked, "9");
    assertTrue(post.isBridged(consult, asked));
    post.hangsUp(consult);
    post.hangsUp(urgent);
    post.hangsUp(emergency);
    post.everybodyHangsUp();
    post.isAtRest();
  }

  @Test
  void otherKeysAreOfTheConversation() {
    var one = new Whispered();
    one.post.keys(one.agent, "8");
    assertTrue(one.post.isBridged(one.patient, one.agent));
    one.ends();
  }

  @Test
  void withoutAnEmergencyKeyNineIsLikeAnyOther() {
    var post = post("1201");
    LegId patient = talksAt(post, "desk1");
    post.keys(post.at("desk1"), "9");
    assertTrue(post.isBridged(patient, post.at("desk1")));
    LegId emergency = post.outside(EMERGENCY, SPOED);
    post.hangsUp(emergency);
    post.keys(post.at("desk1"), "9");
    assertTrue(post.isBridged(patient, post.at("desk1")));
  }

  @Test
  void whoHangsUpAfterTheEmergencyIsRungForThePatientWhoThenGoesToTheHeadOfTheQueue() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.hangsUp(one.agent);
    assertTrue(one.post.isOver(one.emergency));
    assertFalse(one.post.isOver(one.patient));
    LegId recall = one.post.at("desk1");
    one.post.rings(recall);
    one.post.passes(ofSeconds(10));
    assertEquals(1, one.post.queue("999").waiting());
    one.ends();
  }

  @Test
  void aPhoneWithOneLineThatFallsBringsBothBackToTheHeads() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.unregisters("desk1");
    one.post.isLost(one.agent);
    one.post.passes(ofSeconds(11));
    assertEquals(1, one.post.queue("900").waiting());
    assertEquals(1, one.post.queue("999").waiting());
    one.ends();
  }

  @Test
  void aPatientWhoHangsUpMeanwhileLeavesTheLegToTheEmergency() {
    var one = new Whispered();
    one.post.keys(one.agent, "9");
    one.post.hangsUp(one.patient);
    assertTrue(one.post.isBridged(one.emergency, one.agent));
    one.post.hangsUp(one.emergency);
    one.post.isAtRest();
  }

  @Test
  void othersWhoRangLearnThatItWasTakenElsewhere() {
    var one = new Whispered();
    one.post.passes(ofSeconds(9));
    one.post.code("desk2", "*49");
    LegId loser = one.post.at("desk2");
    one.post.keys(one.agent, "9");
    assertEquals(Cause.COMPLETED_ELSEWHERE, one.post.endOf(loser));
    one.ends();
  }
}
