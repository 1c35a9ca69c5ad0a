package org.paraat.engine.journal;

import java.util.List;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;

/** Keeps what happened, so that it can be replayed. */
public interface Journal extends AutoCloseable {
  /** Keeps nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public void record(Event event, List<Command> commands) {
          // nothing is kept
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  /** Takes one turn: called on the core loop, returns at once and never fails. */
  void record(Event event, List<Command> commands);

  /** Writes out what it has taken. */
  @Override
  void close();
}
