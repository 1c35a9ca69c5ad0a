package org.paraat.pbx.call;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.Segment;

/** What is told of a call afterwards: all of it is bounded. */
public final class Story {
  private static final int MOST_TRACE_ENTRIES = 200;
  private static final int MOST_EVENTS_REMEMBERED = 16;
  private static final int MOST_SEGMENTS = 100;
  private static final int MOST_LINES_TOLD = 10;

  private final List<TraceEntry> trace = new ArrayList<>();
  private final Deque<Event> journal = new ArrayDeque<>();
  private final List<LegQuality> quality = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private int linesTold;

  Story() {}

  Story(Story original) {
    trace.addAll(original.trace);
    journal.addAll(original.journal);
    quality.addAll(original.quality);
    segments.addAll(original.segments);
    linesTold = original.linesTold;
  }

  /** What the caller lived through so far, oldest first; bounded. */
  public List<Segment> segments() {
    return Collections.unmodifiableList(segments);
  }

  /**
   * A stretch begins, and the one before it ends.
   *
   * @return whether it is kept
   */
  boolean nowLives(Segment.Kind kind, String who, Instant at) {
    segmentEnds(at);
    return segments.size() < MOST_SEGMENTS
        && segments.add(new Segment(kind, who, at, Optional.empty()));
  }

  /** The stretch that goes on ends, if there is one. */
  public void segmentEnds(Instant at) {
    if (!segments.isEmpty() && segments.getLast().until().isEmpty()) {
      segments.add(segments.removeLast().endedAt(at));
    }
  }

  /** Every decision so far, oldest first; bounded. */
  public List<TraceEntry> trace() {
    return Collections.unmodifiableList(trace);
  }

  /** How its legs did that have ended, oldest first; bounded. */
  public List<LegQuality> quality() {
    return Collections.unmodifiableList(quality);
  }

  public void measured(LegQuality leg) {
    if (quality.size() < MOST_TRACE_ENTRIES) {
      quality.add(leg);
    }
  }

  /** The last events of this call, for the case that we fail on one. */
  public Collection<Event> journal() {
    return Collections.unmodifiableCollection(journal);
  }

  public void remember(Event event) {
    if (journal.size() == MOST_EVENTS_REMEMBERED) {
      journal.removeFirst();
    }
    journal.addLast(event);
  }

  void trace(TraceEntry entry) {
    if (trace.size() < MOST_TRACE_ENTRIES - 1) {
      trace.add(entry);
    } else if (trace.size() == MOST_TRACE_ENTRIES - 1) {
      trace.add(new TraceEntry(entry.at(), "further steps are not kept", "there are too many"));
    }
  }

  /** How the call ended is kept, however much happened before. */
  void traceEnd(TraceEntry entry) {
    trace.add(entry);
  }

  /** Whether the log has room for a line; the last one is kept for the end of the call. */
  boolean mayTell() {
    if (linesTold == MOST_LINES_TOLD - 1) {
      return false;
    }
    linesTold++;
    return true;
  }
}
