package org.paraat.pbx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.emergency.Tasks;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.Urgency;

/** Sees to it that emergency callers who were not helped are called back. */
final class CallBacks {
  /** Whoever talks for less cannot have been helped, be it a person or a voicemail. */
  private static final Duration SHORTEST_TALK = Duration.ofSeconds(30);

  private final Tasks tasks;

  CallBacks(Tasks tasks) {
    this.tasks = tasks;
  }

  /** A call ends: whoever came with an emergency and was not helped is a task from now on. */
  void ends(Call call, Cause cause, Turn turn) {
    calledBack(call, turn);
    if (!isUnhelped(cause)) {
      return;
    }
    var why = cause == Cause.CALLER_GAVE_UP ? Task.Why.GAVE_UP : Task.Why.LOST;
    Optional<Task> lost = taskOf(call, why, turn.at());
    if (lost.isEmpty()
        || lost.get().number().filter(known -> talks(known, call, turn)).isPresent()) {
      return; // who called twice and is helped in the other call
    }
    Tasks.Room room = tasks.roomFor(Duration.between(call.startedAt(), turn.at()));
    if (lost.get().number().flatMap(tasks::of).isPresent()) {
      turn.trace(call, "is to be called back", "as was known already of this number");
    } else if (room.isFull()) {
      turn.trace(call, "is not to be called back", "too many callers are already");
      tellFull(room, turn);
    } else {
      opens(lost.get(), cause, turn);
      turn.trace(call, "is to be called back", "this emergency was not helped");
    }
  }

  private static void tellFull(Tasks.Room room, Turn turn) {
    if (room.tells()) {
      turn.alarm(
          Alarm.Kind.EMERGENCY_ABANDONED,
          "tasks",
          "So many emergency callers are to be called back that those who give up now are not"
              + " added, until a tenth of them is closed: their calls are in the call history.");
    }
  }

  /**
   * Who is to be called back, should the call end without help: whoever it is for by then, be it
   * that we called them; empty for whom nobody calls back.
   */
  static Optional<Task> taskOf(Call call, Task.Why why, Instant since) {
    if (call.urgency() == Urgency.ROUTINE) {
      return Optional.empty();
    }
    return switch (call.partyItIsFor()) {
      case Party.Outside(var number) -> taskOf(call, Optional.of(number), why, since);
      case Party.Stranger _ -> taskOf(call, Optional.empty(), why, since);
      case Party.AtPhone _, Party.EmergencyServices _ -> Optional.empty();
    };
  }

  private static Optional<Task> taskOf(
      Call call, Optional<PhoneNumber> number, Task.Why why, Instant since) {
    return waitedIn(call).map(queue -> new Task(call.id(), number, queue, since, why));
  }

  /** A call ended with the last life of the platform. */
  void wasCutOff(Task known, Instant at, Turn turn) {
    var task = new Task(known.call(), known.number(), known.queue(), at, known.why());
    opens(task, Cause.PLATFORM_RESTARTED, turn);
  }

  private void opens(Task task, Cause cause, Turn turn) {
    Optional<Change> opened = tasks.open(task, turn.at());
    opened.ifPresent(turn::save);
    if (opened.isPresent()) {
      turn.alarm(
          Alarm.Kind.EMERGENCY_ABANDONED,
          task.call().toString(),
          "An emergency caller of queue "
              + task.queue()
              + " is gone without help ("
              + cause.inWords()
              + "): call back"
              + task.number().map(known -> " " + known).orElse(", if you know who it was")
              + ".");
    }
  }

  private static Optional<QueueCode> waitedIn(Call call) {
    List<Segment> segments = call.story().segments();
    return segments.reversed().stream()
        .filter(segment -> segment.kind() == Segment.Kind.WAITED)
        .findFirst()
        .map(segment -> new QueueCode(segment.who()));
  }

  private static boolean isUnhelped(Cause cause) {
    return cause == Cause.CALLER_GAVE_UP
        || cause.blame() == Cause.Blame.US
        || cause.blame() == Cause.Blame.CARRIER;
  }

  private static boolean talks(PhoneNumber number, Call except, Turn turn) {
    return turn.exchange().legs().of(number).stream()
        .anyMatch(leg -> !leg.call().equals(except.id()) && leg.bridgedTo().isPresent());
  }

  /** A voicemail answers too: that somebody was called back is written down, and no more. */
  private void calledBack(Call call, Turn turn) {
    Optional<Task> task = tasks.release(call.id());
    if (task.isPresent() && talkedFor(call, turn).compareTo(SHORTEST_TALK) >= 0) {
      String by = call.callingParty().name(turn.directory());
      tasks.calledBack(task.get(), new Task.CalledBack(turn.at(), by));
      turn.trace(call, "was a call back", task.get().call() + " is open until somebody closes it");
    }
  }

  private static Duration talkedFor(Call call, Turn turn) {
    Duration talked = Duration.ZERO;
    for (Segment segment : call.story().segments()) {
      if (segment.kind() == Segment.Kind.TALKED) {
        var until = segment.until().orElse(turn.at());
        talked = talked.plus(Duration.between(segment.from(), until));
      }
    }
    return talked;
  }

  /**
   * Two parties talk: who called again has been helped; who is called may as well be a voicemail.
   */
  void talk(Call call, Turn turn) {
    if (tasks.isEmpty()) {
      return;
    }
    for (Leg leg : call.legs()) {
      if (leg.party() instanceof Party.Outside(var number) && leg.isAnswered()) {
        Optional<Task> task = tasks.of(number);
        if (leg.isDialledByUs()) {
          task.ifPresent(known -> tasks.claim(known, call.id(), turn.at()));
        } else {
          task.flatMap(t -> tasks.close(t.call(), Tasks.PLATFORM, "called again", turn.at()))
              .ifPresent(turn::save);
        }
      }
    }
  }
}
