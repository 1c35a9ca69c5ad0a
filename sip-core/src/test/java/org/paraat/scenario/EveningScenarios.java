package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What simulated evenings found, told as a person would tell it. */
@Scenarios
class EveningScenarios {

  @Test
  void aShortDirectCallDoesNotEndTheWrapUpTimeOfTheCallBefore() {
    var post =
        new Office()
            .queue("Triage", q -> q.number("0880000100").agents("1201").wrapUp(ofSeconds(4)))
            .directNumber("0880001201", "1201");
    post.outsideCaller("0612345678").dials("0880000100");
    post.phone("1201").rings().answers().hangsUp();
    post.outsideCaller("0687654321").dials("0880000100");
    post.outsideCaller("0698765432").dials("0880001201");
    post.phone("1201").rings().answers().hangsUp();
    post.passes(ofSeconds(2));
    post.phone("1201").isQuiet();
    post.passes(ofSeconds(3));
    post.phone("1201").rings().shows("0687654321");
  }

  @Test
  void whoWasSpokenToHearsRingingWhileTheCarrierStillThinks() {
    var post =
        new Office()
            .carrier("carrier-a")
            .number(
                "0880000150",
                Office.announcement("meldtekst-open"),
                Office.outsideNumber("0600000050"));
    post.outsideCaller("0600000050").saysNothingFromNow();
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000150").hears("meldtekst-open");
    post.passes(ofMillis(1500));
    patient.hearsRinging();
  }

  @Test
  void whoLostTheAgentIsToldToBeTheFirstInLineAgain() {
    var post = new Office().queue("Triage", q -> q.number("0880000100").agents("1201"));
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    var later = post.outsideCaller("0698765432");
    later.dials("0880000100").hears("music");
    post.phone("1201").losesItsSound();
    patient.hears("music").hangsUp();
    var steps = post.platform().endedCalls().getFirst().trace();
    var waits = steps.stream().filter(step -> step.what().startsWith("waits in queue")).toList();
    assertEquals("it is number 1", waits.getLast().because());
    assertEquals(2, waits.size());
  }
}
