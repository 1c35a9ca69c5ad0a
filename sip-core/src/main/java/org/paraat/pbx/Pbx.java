package org.paraat.pbx;

import java.time.Instant;
import java.util.List;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Route;

/**
 * The whole telephone system as one value: the same events always lead to the same commands.
 *
 * <p>Not safe for use by several threads: the core loop owns it.
 */
public final class Pbx {
  private Directory directory = Directory.EMPTY;
  private Instant now = Instant.EPOCH;

  /** Takes one event; the first of a life is {@link Event.Started}. */
  public List<Command> handle(Event event) {
    now = event.at();
    if (event instanceof Event.Started started) {
      directory = started.directory();
    }
    return List.of();
  }

  /** What is the case now. */
  public View view() {
    return new View(
        now, directory.version(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** Where a call would go now, and why; nothing is changed. */
  public Route route(Origin from, String dialled) {
    throw new UnsupportedOperationException("routing " + dialled + " from " + from);
  }

  /** A second PBX that goes its own way from here: for what-if questions. */
  public Pbx fork() {
    return new Pbx();
  }

  /** All state at this moment, as a value that later turns do not change. */
  public Snapshot snapshot() {
    return new Snapshot(Snapshot.VERSION, fork());
  }

  /**
   * A PBX that goes on where the snapshot was taken.
   *
   * @throws IllegalArgumentException when the snapshot is of another version
   */
  public static Pbx restore(Snapshot snapshot) {
    return snapshot.thaw();
  }
}
