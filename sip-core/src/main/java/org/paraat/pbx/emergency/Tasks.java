package org.paraat.pbx.emergency;

import java.time.Duration;
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

  /** Those that are open stay when more come than anybody could call back. */
  public static final int MOST_OPEN = 1000;

  /** Who waited for less may have been nobody at all: of these there are fewer. */
  private static final Duration BRIEF = Duration.ofSeconds(5);

  private static final int MOST_OPEN_OF_BRIEF = 800;

  private final Room room;
  private final Room roomForBrief;

  private final SequencedMap<CallId, Task> open = new LinkedHashMap<>();
  private final SequencedMap<PhoneNumber, CallId> byNumber = new LinkedHashMap<>();

  /** Which task each call works on; a second call would only find the first one's caller busy. */
  private final SequencedMap<CallId, CallId> claims = new LinkedHashMap<>();

  private final SequencedMap<CallId, Instant> lastTried = new LinkedHashMap<>();

  private long changes;

  public Tasks() {
    room = new Room(MOST_OPEN);
    roomForBrief = new Room(MOST_OPEN_OF_BRIEF);
  }

  public Tasks(Tasks original) {
    room = new Room(original.room);
    roomForBrief = new Room(original.roomForBrief);
    open.putAll(original.open);
    byNumber.putAll(original.byNumber);
    claims.putAll(original.claims);
    lastTried.putAll(original.lastTried);
    changes = original.changes;
  }

  public void restore(Standing standing) {
    standing.tasks().forEach(this::add);
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
    return Optional.ofNullable(byNumber.get(number)).map(open::get);
  }

  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** Where a caller who was here for so long would find a place. */
  public Room roomFor(Duration wasHere) {
    return wasHere.compareTo(BRIEF) < 0 ? roomForBrief : room;
  }

  /** So many can be open: that it is full is told once, until a tenth of it is free again. */
  public final class Room {
    private final int most;
    private boolean isTold;

    private Room(int most) {
      this.most = most;
    }

    private Room(Room original) {
      this(original.most);
      isTold = original.isTold;
    }

    public boolean isFull() {
      return open.size() >= most;
    }

    /**
     * Somebody found it full.
     *
     * @return whether that is to be told
     */
    public boolean tells() {
      boolean isNew = !isTold;
      isTold = true;
      return isNew;
    }

    private void hasOneMorePlace() {
      isTold &= open.size() > most - most / 10;
    }
  }

  /** Somebody is to be called back; who calls in vain twice is called back once. */
  public Optional<Change> open(Task task, Instant at) {
    if (task.number().flatMap(this::of).isPresent() || open.containsKey(task.call())) {
      return Optional.empty();
    }
    add(task);
    changes++;
    return Optional.of(new Change.TaskOpened(at, task));
  }

  private void add(Task task) {
    open.put(task.call(), task);
    task.number().ifPresent(number -> byNumber.putIfAbsent(number, task.call()));
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
    open.remove(call).number().ifPresent(number -> byNumber.remove(number, call));
    room.hasOneMorePlace();
    roomForBrief.hasOneMorePlace();
    lastTried.remove(call);
    changes++;
    return new Change.TaskClosed(at, call, by, because);
  }
}
