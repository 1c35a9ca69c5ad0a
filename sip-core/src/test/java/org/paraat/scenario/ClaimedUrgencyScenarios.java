package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Urgency;

/** What is said of the urgency of a call counts from whom we trust, and from nobody else. */
@Scenarios
class ClaimedUrgencyScenarios {
  private final Office post =
      new Office()
          .person("1201")
          .directNumber("0880000101", "1201")
          .carrier("trusted")
          .carrier("untrusted", trunk -> trunk.agreeing(agreed(trunk)));

  private static Trunk.Conventions agreed(Trunk trunk) {
    Trunk.Conventions usual = trunk.conventions();
    return new Trunk.Conventions(
        Trunk.Trust.UNTRUSTED, usual.numbers(), usual.forwarding(), usual.withheld());
  }

  private Urgency offered() {
    return post.platform().turns().stream()
        .filter(turn -> turn.event() instanceof Event.Offered)
        .map(turn -> ((Event.Offered) turn.event()).urgency())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "trusted, Resource-Priority, esnet.0, EMERGENCY",
    "trusted, Resource-Priority, esnet.2, EMERGENCY",
    "trusted, Resource-Priority, wps.1, ROUTINE",
    "trusted, Priority, psap-callback, EMERGENCY",
    "trusted, Priority, emergency, ROUTINE",
    "untrusted, Resource-Priority, esnet.1, ROUTINE",
    "untrusted, Priority, psap-callback, ROUTINE"
  })
  void aCarrierIsBelievedWhenItIsTrusted(String by, String name, String value, Urgency expected) {
    post.outsideCaller("0612345678", by).adds(name, value).dials("0880000101").hearsRinging();
    assertEquals(expected, offered());
  }

  @Test
  void whoSaysNothingHasARoutineCall() {
    post.outsideCaller("0612345678", "trusted").dials("0880000101").hearsRinging();
    assertEquals(Urgency.ROUTINE, offered());
  }
}
