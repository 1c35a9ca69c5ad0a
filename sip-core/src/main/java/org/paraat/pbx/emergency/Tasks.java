package org.paraat.pbx.emergency;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.Task.Hindrance;

/** Emergency callers who were not helped and are to be called back, the oldest first. */
public final class Tasks {
  /** Who closes a task when the caller was helped in another call. */
  public static final String PLATFORM = "paraat";

  /** Beyond these the oldest is closed unhelped, which is said aloud. */
  static final int MOST_OPEN = 1000;

  private final SequencedMap<CallId, Task> open = new LinkedHashMap<>();

  /** Which task each call works on; a second call would only find the first one's caller busy. */
  private final SequencedMap<CallId, CallId> claims = new LinkedHashMap<>();

  private final SequencedMap<CallId, Instant> lastTried = new LinkedHashMap<>();

  private long changes;

  public Tasks() {}

  public Tasks(Tasks original) {
    open.putAll(original.open);
    claims.putAll(original.claims);
    lastTried.putAll(original.lastTried);
    changes = original.changes;
  }

  public void restore(Standing standing) {
    standing.tasks().forEach(task -> open.put(task.call(), task));
  }

  /** How often one was opened or closed. */
  public long changes() {
    return changes;
  }

  /** How many there are of callers of these queues. */
  public int countIn(Collection<QueueCode> queues) {
    int count = 0;
    for (Task task : open.values()) {
      count += queues.contains(task.queue()) ? 1 : 0;
    }
    return count;
  }

  /** The oldest first. */
  public List<Task> open() {
    return List.copyOf(open.values());
  }

  public Optional<Task> task(CallId call) {
    return Optional.ofNullable(open.get(call));
  }

  /** Who is to be called back at this number already. */
  public Optional<Task> of(PhoneNumber number) {
    return open.values().stream()
        .filter(task -> task.number().equals(Optional.of(number)))
        .findFirst();
  }

  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** Somebody is to be called back; who calls in vain twice is called back once. */
  public List<Change> open(Task task, Instant at) {
    if (task.number().flatMap(this::of).isPresent() || open.containsKey(task.call())) {
      return List.of();
    }
    open.put(task.call(), task);
    changes++;
    Change opened = new Change.TaskOpened(at, task);
    return open.size() > MOST_OPEN
        ? List.of(opened, closed(open.firstEntry().getKey(), PLATFORM, "too many are open", at))
        : List.of(opened);
  }

  /** Somebody need not be called back any more; empty when that was known already. */
  public Optional<Change> close(CallId call, String by, String because, Instant at) {
    return open.containsKey(call) ? Optional.of(closed(call, by, because, at)) : Optional.empty();
  }

  /** Who is to be called first: the oldest, but who was not reached comes after the others. */
  public Optional<Task> next(Exchange exchange) {
    return open.values().stream()
        .filter(task -> hindrance(task, exchange).isEmpty())
        .min(Comparator.comparing(task -> lastTried.getOrDefault(task.call(), Instant.MIN)));
  }

  /** Why nobody can be called back by this task now. */
  public Optional<Hindrance> hindrance(Task task, Exchange exchange) {
    if (task.number().isEmpty()) {
      return Optional.of(Hindrance.NUMBER_WITHHELD);
    }
    if (exchange.directory().organisation().barredBy(task.number().get()).isPresent()) {
      return Optional.of(Hindrance.NUMBER_BARRED);
    }
    return claims.containsValue(task.call()) || exchange.legs().isEngaged(task.number().get())
        ? Optional.of(Hindrance.IN_HAND)
        : Optional.empty();
  }

  /** This call is to reach who is named by the task. */
  public void claim(Task task, CallId by, Instant at) {
    claims.put(by, task.call());
    lastTried.put(task.call(), at);
  }

  /** Names every task that a call works on that is over. */
  public void audit(Predicate<CallId> goesOn, Consumer<String> violations) {
    for (CallId call : claims.keySet()) {
      if (!goesOn.test(call)) {
        violations.accept(call + " is over and still works on task " + claims.get(call));
      }
    }
  }

  /** The call works on its task no more; which one that was, if it is open still. */
  public Optional<Task> release(CallId call) {
    return Optional.ofNullable(claims.remove(call)).flatMap(this::task);
  }

  /** That number was spoken to; only a person knows whether that was the caller. */
  public void calledBack(Task task, Task.CalledBack last) {
    open.replace(task.call(), task.calledBack(last));
    changes++;
  }

  private Change closed(CallId call, String by, String because, Instant at) {
    open.remove(call);
    lastTried.remove(call);
    changes++;
    return new Change.TaskClosed(at, call, by, because);
  }
}
