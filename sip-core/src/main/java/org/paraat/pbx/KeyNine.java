package org.paraat.pbx;

import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Conversation;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.hold.Held;
import org.paraat.pbx.queue.QueueBook;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Segment;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * Takes an emergency at a phone that has no second line: its one leg goes over, and the patient is
 * on hold until it comes back.
 */
final class KeyNine {
  private static final char KEY = '9';

  private final QueueBook queues;
  private final CallFlow flow;

  KeyNine(QueueBook queues, CallFlow flow) {
    this.queues = queues;
    this.flow = flow;
  }

  /** Whether this key takes an emergency that was whispered of at this leg of a routine call. */
  boolean isMeant(LegId id, char key, Turn turn) {
    return key == KEY && emergencyFor(id).isPresent() && patientOf(id, turn).isPresent();
  }

  private Optional<CallId> emergencyFor(LegId id) {
    return queues.whisperedAt(id);
  }

  private static Optional<LegId> patientOf(LegId id, Turn turn) {
    return turn.exchange()
        .legs()
        .leg(id)
        .filter(leg -> leg.bridgedTo().isPresent() && leg.home().isEmpty())
        .flatMap(leg -> turn.exchange().call(leg.call()))
        .filter(call -> call.urgency() == Urgency.ROUTINE)
        .map(Call::phase)
        .filter(Conversation.class::isInstance)
        .flatMap(phase -> ((Conversation) phase).partnerOf(id));
  }

  /**
   * @return whether we did our part without failing
   */
  boolean take(LegId id, Turn turn) {
    Leg leg = turn.exchange().legs().leg(id).orElseThrow();
    Call routine = turn.exchange().call(leg.call()).orElseThrow();
    Call emergency = turn.exchange().call(emergencyFor(id).orElseThrow()).orElseThrow();
    LegId patient = patientOf(id, turn).orElseThrow();
    boolean isFirst = patient.equals(routine.callerLeg());
    if (!flow.step(
        routine,
        turn,
        () -> {
          if (!isFirst) {
            routine.isNowFor(patient);
          }
          return new Next.Hold(id, patient, Segment.Kind.INTERRUPTED);
        })) {
      return false;
    }
    if (routine.phase() instanceof Held held) {
      held.lends();
      leg.isLentBy(routine.id());
      turn.move(routine, id, emergency);
      turn.signal(emergency.id(), new Signal.TakenByKey(id));
    }
    return true;
  }
}
