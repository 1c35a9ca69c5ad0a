package org.paraat.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
  private final Undo undo = new Undo();
  private final List<String> done = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void theLastChangeIsPutBackFirstAndEachOnce() {
    undo.later("switch", () -> done.add("switch"));
    undo.later("log-in", () -> done.add("log-in"));

    undo.all(told::add);
    undo.all(told::add);
    assertEquals(List.of("log-in", "switch"), done);
    assertEquals(List.of("log-in", "switch"), told);
  }

  @Test
  void whatWasPutBackInAnotherWayIsLeftAlone() {
    undo.later("switch", () -> done.add("switch"));
    Undo.Change change = undo.later("log-in", () -> done.add("log-in"));
    undo.isDone(change);

    undo.all(told::add);
    assertEquals(List.of("switch"), done);
  }

  @Test
  void whatCannotBePutBackIsToldAndHoldsUpNothingElse() {
    undo.later("switch", () -> done.add("switch"));
    undo.later(
        "log-in",
        () -> {
          throw new IOException("no answer");
        });

    undo.all(told::add);
    assertEquals(List.of("switch"), done);
    assertEquals("could not be put back: log-in (no answer)", told.getFirst());
  }

  @Test
  void whatIsNotWorthTellingIsDoneInSilence() {
    undo.later("", () -> done.add("closed"));

    undo.all(told::add);
    assertEquals(List.of("closed"), done);
    assertEquals(List.of(), told);
  }

  @Test
  void breakingOffInterruptsThePlayerAndPutsBack() {
    undo.later("switch", () -> done.add("switch"));

    undo.breakOff(Thread.currentThread(), told::add);
    assertTrue(Thread.interrupted());
    assertTrue(told.getFirst().startsWith("broken off"), told::toString);
    assertEquals(List.of("switch"), done);
  }
}
