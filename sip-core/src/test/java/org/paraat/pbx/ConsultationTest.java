package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * A consultation: the clock of who is on hold stands still as long as somebody speaks about them.
 */
class ConsultationTest {
  @Test
  void theClockStandsStillWhileTheOwnerConsultsAboutTheCaller() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.finishes(talk.patient);
    post.passes(ofSeconds(50));
    LegId consult = post.phone("desk1", "1202");
    post.answers(post.at("desk2"));
    post.passes(ofMinutes(10));
    assertEquals(0, post.commands.stream().filter(c -> c instanceof Command.Whisper).count());
    post.hangsUp(consult);
    assertTrue(post.lastEnded().about().isPresent());
    post.passes(ofSeconds(9));
    assertEquals(talk.agent, post.at("desk1"));
    post.passes(ofSeconds(1));
    assertFalse(post.at("desk1").equals(talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void aRecallStopsWhenTheOwnerConsultsAboutTheCaller() {
    var talk = new Talk();
    var post = talk.post;
    post.holds(talk.agent);
    post.passes(ofSeconds(180));
    LegId recall = post.at("desk1");
    post.rings(recall);
    LegId consult = post.phone("desk1", "1202");
    assertTrue(post.isOver(recall));
    post.answers(post.at("desk2"));
    post.passes(ofMinutes(5));
    assertTrue(post.isAnswered(talk.agent));
    post.hangsUp(consult);
    post.resumes(talk.agent);
    assertTrue(post.isBridged(talk.patient, talk.agent));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void aPhoneThatDialsAMomentBeforeItSaysThatItHoldsConsultsAllTheSame() {
    var talk = new Talk();
    LegId consult = talk.post.phone("desk1", "1202");
    talk.post.passes(ofMillis(40));
    talk.post.holds(talk.agent);
    talk.post.answers(talk.post.at("desk2"));
    talk.post.passes(ofMinutes(4));
    assertEquals(talk.agent, talk.post.at("desk1"));
    assertFalse(talk.post.isOver(talk.patient));
    talk.post.hangsUp(talk.patient);
    talk.post.hangsUp(consult);
    talk.post.isAtRest();
  }

  @Test
  void whatIsDialledInTheMomentThatAPatientIsHeldIsAboutThemAndNotAboutWhoWasOnHoldBefore() {
    for (boolean dialsBeforeItHolds : new boolean[] {true, false}) {
      var legs = new ArrayList<LegId>();
      var post = HoldTest.interrupted(legs, "holds before it answers");
      LegId patient = legs.get(0);
      LegId urgent = legs.get(2);
      LegId second = legs.get(3);
      post.passes(ofSeconds(30));
      if (!dialsBeforeItHolds) {
        post.holds(second);
      }
      LegId consult = post.phone("desk1", "0600000050");
      if (dialsBeforeItHolds) {
        post.passes(ofMillis(40));
        post.holds(second);
      }
      LegId doctor = post.atNumber("carrier-a", "0600000050");
      post.answers(doctor);
      // the emergency's clock stands still, and the one of who was on hold before runs
      post.passes(ofSeconds(170));
      assertTrue(post.isAnswered(second));
      assertEquals(List.of(Prompts.ON_HOLD), post.hears(urgent));
      assertEquals(1, post.queue("999").waiting());
      post.hangsUp(consult);
      assertEquals(Urgency.EMERGENCY, post.lastEnded().urgency());
      var about = post.lastEnded().about();
      post.hangsUp(urgent);
      assertEquals(about.orElseThrow(), post.lastEnded().id());
      post.hangsUp(patient);
      post.isAtRest();
    }
  }

  @Test
  void aConsultationThatIsItselfOnHoldKeepsNobodyElseWaitingForgotten() {
    var talk = new Talk();
    var post = talk.post;
    LegId consult = talk.consults();
    post.answers(post.at("desk2"));
    post.passes(ofMinutes(10));
    post.holds(consult);
    post.passes(ofSeconds(60));
    // the reminder of who is consulted comes first
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(4));
    assertEquals(0, ringsFor(post, Talk.PATIENT));
    post.passes(ofSeconds(1));
    assertEquals(1, ringsFor(post, Talk.PATIENT));
    post.passes(ofSeconds(5));
    // they talk again, and the clock stands still again
    post.resumes(consult);
    post.passes(ofMinutes(10));
    assertEquals(1, ringsFor(post, Talk.PATIENT));
    post.hangsUp(consult);
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  private static long ringsFor(PbxTester post, String number) {
    return post.commands.stream()
        .filter(c -> c instanceof Command.Dial dial && dial.alerting() == Alerting.RECALL)
        .filter(c -> ((Command.Dial) c).shownAs().number().equals(number))
        .count();
  }

  @Test
  void aPhoneThatHoldsTheConsultationForAMomentStillConsults() {
    var talk = new Talk();
    var post = talk.post;
    LegId consult = talk.consults();
    post.answers(post.at("desk2"));
    post.holds(consult);
    post.passes(ofSeconds(4));
    post.resumes(consult);
    post.passes(ofMinutes(10));
    assertEquals(0, ringsFor(post, Talk.PATIENT));
    // who is consulted says: one moment
    post.holds(post.at("desk2"));
    post.passes(ofMinutes(10));
    assertEquals(0, ringsFor(post, Talk.PATIENT));
    post.hangsUp(consult);
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void whoIsConsultedAndComesBackFromAHoldOfTheirOwnDoesNotStopTheClock() {
    var talk = new Talk();
    var post = talk.post;
    LegId consult = talk.consults();
    LegId colleague = post.at("desk2");
    post.answers(colleague);
    post.holds(consult);
    post.passes(ofSeconds(1));
    post.holds(colleague);
    post.passes(ofSeconds(1));
    post.resumes(colleague);
    post.passes(ofSeconds(58));
    // the reminder of who is consulted comes first
    post.rings(post.at("desk1"));
    post.passes(ofSeconds(6));
    assertEquals(1, ringsFor(post, Talk.PATIENT));
    post.hangsUp(colleague);
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  @Test
  void anEmergencyThatInterruptsAConsultationLetsTheClockOfWhoIsOnHoldRun() {
    var talk = new Talk();
    var post = talk.post.signsOn("900", "1201");
    post.hangsUp(talk.patient);
    post.passes(ofSeconds(3));
    LegId patient = post.outside(Talk.PATIENT, "0880000999");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.holds(agent);
    LegId consult = post.phone("desk1", "1202");
    post.answers(post.at("desk2"));
    LegId emergency = post.outside("0622222222", "0880000112");
    LegId second = post.at("desk1");
    post.answers(second);
    post.passes(ofSeconds(66));
    // of the consultation after a minute, and of the patient
    assertEquals(2, remindersAt(post, second));
    post.hangsUp(emergency);
    assertTrue(post.isBridged(consult, post.at("desk2")));
    post.passes(ofMinutes(10));
    assertEquals(0, ringsFor(post, Talk.PATIENT));
    post.hangsUp(consult);
    post.hangsUp(patient);
    post.isAtRest();
  }

  private static long remindersAt(PbxTester post, LegId at) {
    return post.commands.stream()
        .filter(
            c ->
                c instanceof Command.Whisper(var leg, _, var prompts)
                    && leg.equals(at)
                    && prompts.equals(List.of(Prompts.REMINDER)))
        .count();
  }
}
