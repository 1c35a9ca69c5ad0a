package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.engine.CallLadders.Kind;
import org.paraat.engine.CallLadders.Rung;

/** Afterwards anybody can read what happened to a call. */
@Scenarios
class LadderScenarios {
  private final Office post =
      new Office().queue("Triage", q -> q.number("0880000100").agents("1201"));

  private List<Rung> ladderOfACall() {
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    patient.hangsUp();
    return post.platform().ladderOf(post.lastCall().id().toString());
  }

  private static boolean has(List<Rung> ladder, Kind kind, String text) {
    return ladder.stream().anyMatch(rung -> rung.kind() == kind && rung.text().contains(text));
  }

  @Test
  void aLadderShowsWhatCameInWhatWasDecidedAndWhatWentOut() {
    List<Rung> ladder = ladderOfACall();
    String all = String.join("\n", ladder.stream().map(Rung::toString).toList());
    assertTrue(has(ladder, Kind.SIP_RECEIVED, "INVITE sip:0880000100@10.0.0.1"), all);
    assertTrue(has(ladder, Kind.EVENT, "Offered: carrier-a, 0880000100, 0612345678"), all);
    assertTrue(has(ladder, Kind.COMMAND, "Dial: 1.in.1, phone1201"), all);
    assertTrue(has(ladder, Kind.SIP_SENT, "INVITE sip:phone1201@"), all);
    assertTrue(has(ladder, Kind.SIP_RECEIVED, "180"), all);
    assertTrue(has(ladder, Kind.EVENT, "Answered"), all);
    assertTrue(has(ladder, Kind.COMMAND, "Bridge"), all);
    assertTrue(has(ladder, Kind.SIP_SENT, "BYE"), all);
  }

  @Test
  void theRungsAreInTheirOrder() {
    List<Rung> ladder = ladderOfACall();
    List<Rung> sorted =
        ladder.stream().sorted((one, other) -> one.at().compareTo(other.at())).toList();
    assertEquals(sorted, ladder);
    assertEquals(Kind.SIP_RECEIVED, ladder.getFirst().kind());
  }

  @Test
  void noSecretIsEverInALadder() {
    post.phone("1201").dials("*0").isDoneWithin(java.time.Duration.ofSeconds(20));
    List<Rung> ladder = post.platform().ladderOf(post.lastCall().id().toString());
    assertFalse(ladder.isEmpty());
    String all = String.join("\n", ladder.stream().map(Rung::text).toList()).toLowerCase();
    assertFalse(all.contains("authorization") || all.contains("nonce") || all.contains("secret"));
  }

  @Test
  void anUnknownCallHasNoLadder() {
    post.opens();
    assertEquals(List.of(), post.platform().ladderOf("1-nothing-1"));
  }
}
