package org.paraat.server.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What is still to be put back, last change first; usable from a shutdown hook as well. */
final class Undo {
  private final Deque<Change> changes = new ArrayDeque<>();

  /** Remembers a change; the returned one is to be told when it was undone in another way. */
  synchronized Change later(String words, Action action) {
    var change = new Change(words, action);
    changes.push(change);
    return change;
  }

  synchronized void isDone(Change change) {
    changes.remove(change);
  }

  /** Puts everything back that was not yet; a second call finds nothing left. */
  synchronized void all(Consumer<String> teller) {
    while (!changes.isEmpty()) {
      Change change = changes.pop();
      try {
        change.action().undo();
        if (!change.words().isEmpty()) {
          teller.accept(change.words());
        }
      } catch (Exception e) {
        teller.accept("could not be put back: " + change.words() + " (" + e.getMessage() + ")");
      }
    }
  }

  /**
   * Interrupts whoever makes changes, and puts everything back; while that goes on they wait in
   * {@link #all}, so that they take away nothing that is needed for it.
   */
  synchronized void breakOff(Thread player, Consumer<String> teller) {
    player.interrupt();
    if (!changes.isEmpty()) {
      teller.accept("broken off: everything is put back as it was");
    }
    all(teller);
  }

  /** Puts one thing back. */
  interface Action {
    void undo() throws Exception;
  }

  /**
   * @param words what was put back; empty: not worth telling
   */
  record Change(String words, Action action) {}
}
