package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TrunkId;

/** Who rings over a trunk that dies is called over the next one. */
class DeadTrunkTest {
  private static final TrunkId A = new TrunkId("carrier-a");
  private static final TrunkId B = new TrunkId("carrier-b");
  private static final String EMERGENCY = "112";
  private static final String FRIEND = "0611111111";
  private static final String SOS_LINE = "0880000199";
  private static final String SOS_PHONE = "0600000011";

  private PbxTester post;

  @BeforeEach
  void bothTrunksLive() {
    post = PbxTester.withAgents("999", "1201");
    lives(A);
    lives(B);
  }

  private void lives(TrunkId trunk) {
    post.tell(at -> PbxTester.probeAnswered(at, trunk));
  }

  private void dies(TrunkId trunk) {
    post.tell(at -> PbxTester.probeMissed(at, trunk, "no answer"));
    post.tell(at -> PbxTester.probeMissed(at, trunk, "no answer"));
  }

  /** Over which trunks somebody is called at this moment. */
  private List<TrunkId> calledOver(String number) {
    return post.world.legs.values().stream()
        .flatMap(line -> line.target.stream())
        .flatMap(
            target ->
                target instanceof Target.ToTrunk(var trunk, _, var called) && called.equals(number)
                    ? Optional.of(trunk).stream()
                    : Optional.<TrunkId>empty().stream())
        .toList();
  }

  @Test
  void theEmergencyServicesThatRingOverATrunkThatDiesAreCalledOverTheNext() {
    LegId caller = post.phone("desk1", EMERGENCY);
    LegId old = post.atNumber("carrier-a", EMERGENCY);
    post.rings(old);
    dies(A);
    assertEquals(Cause.TRUNK_UNREACHABLE, post.endOf(old));
    assertEquals(List.of(B), calledOver(EMERGENCY));
    LegId next = post.atNumber("carrier-b", EMERGENCY);
    post.answers(next);
    assertTrue(post.isBridged(caller, next));
    post.tell(at -> new Event.Answered(at, old));
    assertTrue(post.isBridged(caller, next));
    post.hangsUp(caller);
    post.isAtRest();
  }

  @Test
  void whoWasHeardAlreadyIsLeftTooAndTheCallerHearsItRingMeanwhile() {
    LegId caller = post.phone("desk1", EMERGENCY);
    post.earlyMedia(post.atNumber("carrier-a", EMERGENCY));
    dies(A);
    assertEquals(List.of(Prompts.RINGBACK), post.hears(caller));
    LegId next = post.atNumber("carrier-b", EMERGENCY);
    post.earlyMedia(next);
    assertTrue(post.isBridged(caller, next));
    assertEquals(List.of(), post.hears(caller));
  }

  @Test
  void aTrunkThatSaidNothingButTryingIsLeftAtOnceWhenItDies() {
    post.phone("desk1", EMERGENCY);
    post.trying(post.atNumber("carrier-a", EMERGENCY));
    dies(A);
    assertEquals(List.of(B), calledOver(EMERGENCY));
  }

  @Test
  void anOrdinaryCallIsCarriedOverTheNextTrunkToo() {
    post.phone("desk1", FRIEND);
    post.rings(post.atNumber("carrier-a", FRIEND));
    dies(A);
    assertEquals(List.of(B), calledOver(FRIEND));
    post.rings(post.atNumber("carrier-b", FRIEND));
    dies(B);
    assertEquals(List.of(B), calledOver(FRIEND));
    lives(A);
    assertEquals(List.of(A), calledOver(FRIEND));
  }

  @Test
  void aStandbyPhoneThatRingsOverATrunkThatDiesIsRungOverTheNext() {
    LegId caller = post.outside("carrier-b", "0622222222", SOS_LINE);
    post.rings(post.atNumber("carrier-a", SOS_PHONE));
    dies(A);
    assertEquals(List.of(B), calledOver(SOS_PHONE));
    LegId next = post.atNumber("carrier-b", SOS_PHONE);
    post.answers(next);
    assertTrue(post.isBridged(caller, next));
  }

  @Test
  void whenAllTrunksAreDeadItGoesOnToRingUntilOneLivesAgain() {
    dies(B);
    post.phone("desk1", EMERGENCY);
    LegId old = post.atNumber("carrier-a", EMERGENCY);
    post.rings(old);
    dies(A);
    assertEquals(List.of(A), calledOver(EMERGENCY));
    assertFalse(post.isOver(old));
    lives(B);
    assertTrue(post.isOver(old));
    assertEquals(List.of(B), calledOver(EMERGENCY));
  }

  @Test
  void aTrunkThatLivesAgainKnowsNothingOfWhatItRangSoItIsCalledAnew() {
    dies(B);
    post.phone("desk1", EMERGENCY);
    LegId old = post.atNumber("carrier-a", EMERGENCY);
    post.rings(old);
    dies(A);
    assertFalse(post.isOver(old));
    post.pbx = Pbx.restore(post.pbx.snapshot());
    lives(A);
    assertEquals(Cause.TRUNK_UNREACHABLE, post.endOf(old));
    assertEquals(List.of(A), calledOver(EMERGENCY));
    lives(B);
    assertEquals(List.of(A), calledOver(EMERGENCY));
  }

  @Test
  void theChannelThatIsLeftCarriesTheCallToTheOtherServerOfItsTrunk() {
    var first = new PeerId("10.9.9.1", 5060);
    var second = new PeerId("10.9.9.2", 5060);
    var directory = new DemoDirectory();
    directory.trunks.removeIf(trunk -> trunk.id().equals(B));
    directory.trunks.replaceAll(
        trunk ->
            trunk
                .sendingTo(
                    List.of(
                        new Trunk.Server(first.host(), first.port(), 0, 1),
                        new Trunk.Server(second.host(), second.port(), 1, 1)))
                .carrying(new Channels(1, 0)));
    post = PbxTester.withPeople(directory.build(), "1201");
    post.tell(at -> new Event.ProbeAnswered(at, A, first));
    post.tell(at -> new Event.ProbeAnswered(at, A, second));
    post.phone("desk1", FRIEND);
    LegId old = post.atNumber("carrier-a", FRIEND);
    post.rings(old);
    post.tell(at -> new Event.ProbeMissed(at, A, first, "no answer"));
    post.tell(at -> new Event.ProbeMissed(at, A, first, "no answer"));
    assertEquals(Cause.TRUNK_UNREACHABLE, post.endOf(old));
    assertEquals(List.of(A), calledOver(FRIEND));
  }

  @Test
  void whoAnsweredTalksOnOverATrunkThatDies() {
    LegId caller = post.phone("desk1", EMERGENCY);
    LegId talking = post.atNumber("carrier-a", EMERGENCY);
    post.answers(talking);
    dies(A);
    assertTrue(post.isBridged(caller, talking));
    assertEquals(List.of(A), calledOver(EMERGENCY));
  }

  @Test
  void aTrunkThatNeverAnsweredAProbeMayRing() {
    post = PbxTester.withAgents("999", "1201");
    lives(B);
    post.phone("desk1", EMERGENCY);
    LegId first = post.atNumber("carrier-a", EMERGENCY);
    post.rings(first);
    dies(A);
    assertFalse(post.isOver(first));
  }

  @Test
  void whoIsCalledOverATrunkThatLivesMayRingForLong() {
    for (String number : List.of(EMERGENCY, FRIEND)) {
      post.phone("desk1", number);
      LegId first = post.atNumber("carrier-a", number);
      post.rings(first);
      post.passes(ofSeconds(number.equals(EMERGENCY) ? 299 : 100));
      assertFalse(post.isOver(first));
    }
  }

  @Test
  void aCopyOfThePlatformLeavesTheDeadTrunkToo() {
    post.phone("desk1", EMERGENCY);
    post.rings(post.atNumber("carrier-a", EMERGENCY));
    post.pbx = Pbx.restore(post.pbx.snapshot());
    dies(A);
    assertEquals(List.of(B), calledOver(EMERGENCY));
  }
}
