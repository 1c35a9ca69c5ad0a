package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.pbx.vocabulary.Event;

/** Somebody is put on hold and taken back, in whatever form a phone says it. */
class HoldScenarios {
  private final Office post = new Office().person("1201").directNumber("0880000101", "1201");

  private TestPhone talking() {
    post.outsideCaller("0612345678").dials("0880000101");
    post.phone("1201").rings().answers().isTalkingTo(post.outsideCaller("0612345678"));
    return post.phone("1201");
  }

  private List<String> told() {
    return post.platform().turns().stream()
        .map(JournaledTurn::event)
        .filter(event -> event instanceof Event.Held || event instanceof Event.Resumed)
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void holdIsUnderstoodInEachForm(HoldForm form) {
    talking().holds(form);
    assertEquals(List.of("Held"), told());
    post.phone("1201").resumes();
    assertEquals(List.of("Held", "Resumed"), told());
    post.phone("1201").isTalkingTo(post.outsideCaller("0612345678"));
  }

  @ParameterizedTest
  @EnumSource
  void resumingNeedsNoWord(HoldForm form) {
    talking().holds(form).resumesWithoutSayingSo();
    assertEquals(List.of("Held", "Resumed"), told());
    post.phone("1201").isTalkingTo(post.outsideCaller("0612345678"));
  }

  @Test
  void aCarrierThatHoldsSendsWhatItsPartyIsToHear() {
    talking();
    post.outsideCaller("0612345678").holds().resumes();
    assertEquals(List.of(), told());
  }

  @Test
  void whoeverHoldsAgainIsToldOfOnce() {
    talking().holds();
    post.phone("1201").inCall().hold(HoldForm.INACTIVE);
    post.settles();
    assertEquals(List.of("Held"), told());
    post.phone("1201").resumes();
    assertEquals(List.of("Held", "Resumed"), told());
  }
}
