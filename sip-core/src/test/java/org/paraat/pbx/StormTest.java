package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.pbx.vocabulary.Alarm;

/** Whatever happens in whatever order: nothing is left behind and no call is ended by our fault. */
class StormTest {
  private static final int SEEDS = 25;
  private static final int EVENTS = 1_200;

  @Test
  void noOrderOfEventsLeavesAnythingBehind() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      long thisSeed = seed;
      Storm storm = new Storm(seed);
      try {
        storm.blows(EVENTS);
        storm.callsDown();
      } catch (AssertionError | RuntimeException found) {
        throw new AssertionError("seed " + seed + ": " + found.getMessage(), found);
      }
      assertEquals(
          List.of(), storm.post.alarms(Alarm.Kind.CALL_ENDED_BY_OUR_BUG), () -> "seed " + thisSeed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void theSameEventsLeadToTheSameCommands(long seed) {
    Storm storm = new Storm(seed);
    storm.blows(EVENTS);
    Pbx again = new Pbx();
    var commands = storm.post.events.stream().flatMap(e -> again.handle(e).stream()).toList();
    assertEquals(storm.post.commands, commands);
    assertEquals(storm.post.pbx.view(), again.view());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 11, 99})
  void aForkAndARestoredSnapshotGoOnLikeTheOriginal(long seed) {
    Storm storm = new Storm(seed);
    storm.blows(EVENTS / 2);
    Pbx fork = storm.post.pbx.fork();
    Snapshot snapshot = storm.post.pbx.snapshot();
    assertEquals(storm.post.pbx.view(), fork.view());
    int seen = storm.post.events.size();
    int said = storm.post.commands.size();
    storm.blows(EVENTS / 2);
    var after = storm.post.events.subList(seen, storm.post.events.size());
    var expected = storm.post.commands.subList(said, storm.post.commands.size());
    assertEquals(expected, after.stream().flatMap(e -> fork.handle(e).stream()).toList());
    Pbx restored = Pbx.restore(snapshot);
    assertEquals(expected, after.stream().flatMap(e -> restored.handle(e).stream()).toList());
    assertEquals(storm.post.pbx.view(), restored.view());
  }
}
