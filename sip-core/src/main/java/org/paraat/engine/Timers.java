package org.paraat.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.sip.transport.Loop;

/** The timers that the PBX has set and that have not fired yet. */
final class Timers {
  private final Loop loop;
  private final CoreLoop core;
  private final Map<TimerId, Loop.Timer> waiting = new HashMap<>();

  Timers(Loop loop, CoreLoop core) {
    this.loop = loop;
    this.core = core;
  }

  void set(TimerId timer, Duration after) {
    cancel(timer);
    waiting.put(timer, loop.schedule(after, () -> fired(timer)));
  }

  private void fired(TimerId timer) {
    if (waiting.remove(timer) != null) {
      core.happened(new Event.TimerFired(core.now(), timer));
    }
  }

  /** Harmless for one that fired already. */
  void cancel(TimerId timer) {
    Loop.Timer set = waiting.remove(timer);
    if (set != null) {
      set.cancel();
    }
  }

  void cancelAll() {
    waiting.values().forEach(Loop.Timer::cancel);
    waiting.clear();
  }
}
