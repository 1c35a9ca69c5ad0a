package org.paraat.scenario;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;

/** The switches of the demo organisation are turned and the next call goes elsewhere. */
@Scenarios
class SwitchScenarios {
  private Office post;
  private OutsideCaller patient;

  @BeforeEach
  void theDemoOrganisation() {
    post = DemoOffice.described();
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    patient = post.outsideCaller("0612345678");
  }

  @Test
  void anOpenPostWelcomesAndThenRings() {
    patient.dials("0880000100").hears("meldtekst-open");
    post.phone("1201").rings().answers();
    patient.isTalkingTo(post.phone("1201"));
  }

  @Test
  void aClosedPostSaysGoodbyeAndEndsTheCall() {
    post.turns("hap", "Gesloten");
    patient.dials("0880000100").hears("meldtekst-open").hearsWithin(ofSeconds(3), "hap-gesloten");
    patient.isDoneWithin(ofSeconds(3));
    post.phone("1201").isQuiet();
  }

  @Test
  void aTextThatEndsTheCallDoesNotGoOnToTheQueue() {
    post.turns("meldtekst", "Gesloten");
    patient.dials("0880000100").hears("meldtekst-gesloten").isDoneWithin(ofSeconds(3));
    assertEquals(0, post.phone("1201").callsReceived());
  }

  @Test
  void aTextForHolidaysGoesOnToTheQueue() {
    post.turns("meldtekst", "Waarneming");
    patient.dials("0880000100").hears("meldtekst-waarneming");
    post.phone("1201").rings();
  }

  @Test
  void callsCanGoToAnOutsideNumber() {
    post.turns("hap", "Externe doorschakeling");
    var elsewhere = post.outsideCaller("0600000021");
    patient.dials("0880000100");
    post.passes(ofSeconds(2));
    elsewhere.rings().answers();
    patient.isTalkingTo(elsewhere);
  }

  @Test
  void inACalamityTheMobilesRing() {
    post.turns("hap", "Calamiteit");
    var mobile = post.outsideCaller("0600000002");
    var other = post.outsideCaller("0600000003");
    patient.dials("0880000100");
    post.passes(ofSeconds(2));
    other.rings();
    mobile.rings().answers();
    other.isQuiet();
    patient.isTalkingTo(mobile);
  }

  @Test
  void whoWaitsAlreadyKeepsThePlaceWhenTheSwitchIsTurned() {
    post.phone("1201").isBusyFromNow();
    patient.dials("0880000100");
    post.passes(ofSeconds(3));
    post.turns("hap", "Gesloten");
    post.phone("1201").isFreeAgain();
    post.passes(ofSeconds(20));
    post.phone("1201").rings().answers();
    patient.isTalkingTo(post.phone("1201"));
  }

  @Test
  void aTurnHoldsForTheVeryNextCall() {
    post.turns("meldtekst", "Calamiteit");
    patient.dials("0880000100").hears("meldtekst-calamiteit").hangsUp();
    post.turns("meldtekst", "Open");
    patient.dials("0880000100").hears("meldtekst-open");
  }

  @Test
  void aPositionThatDoesNotExistChangesNothing() {
    assertEquals(
        Switchboard.TurnOutcome.UNKNOWN_POSITION,
        post.platform().turns(new SwitchId("hap"), new PositionId("Dicht")));
    assertEquals(
        Switchboard.TurnOutcome.UNKNOWN_SWITCH,
        post.platform().turns(new SwitchId("hek"), new PositionId("Open")));
    patient.dials("0880000100");
    post.phone("1201").rings();
  }

  @Test
  void theSosLineCallsItsPhonesAndJoinsTheFirstThatAnswers() {
    var sos = post.outsideCaller("0600000011");
    patient.dials("0880000199");
    post.passes(ofSeconds(1));
    sos.rings().answers();
    patient.isTalkingTo(sos);
  }
}
