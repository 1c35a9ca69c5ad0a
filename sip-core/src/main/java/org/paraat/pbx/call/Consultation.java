package org.paraat.pbx.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Urgency;

/** A call from a phone that has somebody on hold: it is taken to be about them. */
public final class Consultation {
  /** Phones dial and put on hold within a moment of each other, in either order. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

  /** Some phones hold a consultation for a moment before they transfer. */
  private static final Duration HELD_BRIEFLY = Duration.ofSeconds(5);

  /** When it runs out, who is consulted about has been put aside together with who is consulted. */
  public static final TimerName PUT_ASIDE = TimerName.of("a consultation that is on hold");

  private Consultation() {}

  /** A phone dials: about whom it put on hold last. */
  public static void begins(Call call, DeviceId phone, Turn turn) {
    Optional<Leg> onHold =
        turn.exchange().legs().of(phone).stream()
            .filter(leg -> !leg.call().equals(call.id()) && keeps(leg, turn))
            .reduce((one, later) -> since(later).isBefore(since(one)) ? one : later);
    onHold
        .flatMap(leg -> turn.exchange().call(leg.call()))
        .ifPresent(held -> isAbout(call, held, turn));
  }

  private static Instant since(Leg leg) {
    return leg.heldSince().orElse(Instant.EPOCH);
  }

  private static boolean keeps(Leg leg, Turn turn) {
    return leg.isAnswered()
        && (leg.holds() || leg.bridgedTo().isEmpty())
        && turn.exchange()
            .call(leg.call())
            .filter(call -> call.phase() instanceof Conversation)
            .isPresent();
  }

  /**
   * A phone puts somebody on hold: what it dialled a moment ago is about them, also when it has
   * others on hold since longer.
   */
  public static void mayHaveBegun(Call held, DeviceId phone, Turn turn) {
    for (Leg leg : turn.exchange().legs().of(phone)) {
      turn.exchange()
          .call(leg.call())
          .filter(call -> !call.id().equals(held.id()))
          .filter(call -> call.about().filter(held.id()::equals).isEmpty())
          .filter(call -> call.callerLeg().equals(leg.id()) && !leg.isDialledByUs())
          .filter(call -> !call.startedAt().isBefore(turn.at().minus(SAME_MOMENT)))
          .filter(call -> !leg.holds())
          .ifPresent(call -> isAbout(call, held, turn));
    }
  }

  private static void isAbout(Call call, Call held, Turn turn) {
    call.about().ifPresent(before -> turn.signal(before, new Signal.ConsultationEnded()));
    call.isAbout(held.id());
    if (held.urgency() == Urgency.EMERGENCY) {
      call.isUrgent();
    }
    turn.trace(call, "is a consultation", "the phone has " + held.id() + " on hold");
    turn.signal(held.id(), new Signal.ConsultationBegan());
  }

  /** A call in which somebody holds: if it is a consultation, it is perhaps put aside. */
  public static void isOnHold(Call call, Turn turn) {
    if (call.about().isPresent()) {
      turn.setTimer(call, PUT_ASIDE, HELD_BRIEFLY);
    }
  }

  /** The time of {@link #PUT_ASIDE} is over: it counts no more until they talk again. */
  public static void isPutAside(Call call, Turn turn) {
    call.about().ifPresent(held -> turn.signal(held, new Signal.ConsultationEnded()));
  }

  /** A call in which somebody talks: if it is a consultation, it goes on. */
  public static void talks(Call call, Turn turn) {
    call.about().ifPresent(held -> turn.signal(held, new Signal.ConsultationBegan()));
  }

  /** Whether the phone speaks, or is about to, with somebody about this call. */
  public static boolean goesOn(Call held, DeviceId phone, Turn turn) {
    return turn.exchange().legs().of(phone).stream()
        .filter(Consultation::listens)
        .map(leg -> turn.exchange().call(leg.call()))
        .flatMap(Optional::stream)
        .anyMatch(call -> call.about().filter(held.id()::equals).isPresent());
  }

  /** Whether the phone is at this leg, and not at another one with this put aside. */
  private static boolean listens(Leg leg) {
    boolean hears = leg.bridgedTo().isPresent() || leg.hears().isPresent();
    return !leg.holds() && (hears || !leg.isAnswered());
  }
}
