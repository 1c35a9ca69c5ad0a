package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.engine.journal.FileJournal;
import org.paraat.engine.journal.Replay;
import org.paraat.pbx.vocabulary.Cause;

/** A burst of calls: none is lost, none doubled, and its journal replays to the very same bytes. */
class BurstReplayTest {
  private static final int CALLS = 300;
  private static final int AGENTS = 20;
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
  private static final Duration TALK = Duration.ofMillis(300);

  @TempDir static Path folder;

  @BeforeAll
  static void aBurst() throws IOException {
    String[] agents =
        IntStream.rangeClosed(1, AGENTS).mapToObj(n -> "" + (1200 + n)).toArray(String[]::new);
    var post = new Office().queue("Triage", q -> q.number("0880000100").agents(agents));
    try (FileJournal journal = FileJournal.open(folder, 64 << 20, 4)) {
      post.platform().recordsInto(journal);
      for (String agent : agents) {
        post.phone(agent).answersEveryCallAndTalksFor(TALK);
      }
      for (int call = 0; call < CALLS; call++) {
        post.outsideCaller("06%08d".formatted(10_000_000 + call)).dialsThisInstant("0880000100");
        post.passes(BETWEEN_CALLS);
      }
      post.passes(Duration.ofSeconds(30));
    }
    post.closes();
    var ended = post.platform().endedCalls();
    assertEquals(CALLS, ended.size());
    assertEquals(
        CALLS,
        ended.stream()
            .filter(call -> call.answeredBy().isPresent())
            .filter(call -> call.cause().orElseThrow() == Cause.NORMAL)
            .count());
  }

  @Test
  void theJournalOfABurstReplaysToTheSameCommands() throws IOException {
    Replay.Outcome outcome = Replay.of(folder, new PrintStream(OutputStream.nullOutputStream()));
    assertEquals(0, outcome.differing(), () -> "first at turn " + outcome.firstDifference());
    assertTrue(outcome.turns() > 4 * CALLS, "only " + outcome.turns() + " turns");
  }

  @Test
  @Tag("slow")
  void twoOtherProcessesWithOtherHashesDecideTheSameByteByByte() throws Exception {
    String one = replayed("-XX:hashCode=1");
    String other = replayed("-XX:hashCode=3");
    assertEquals(one, other);
    assertTrue(one.contains("the same as recorded"), one);
    assertNotEquals("", one);
  }

  private String replayed(String hashing) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                hashing,
                "-cp",
                System.getProperty("java.class.path"),
                Replay.class.getName(),
                folder.toString(),
                "--print")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the replay does not end");
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
