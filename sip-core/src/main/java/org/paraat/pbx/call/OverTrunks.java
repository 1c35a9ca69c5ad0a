package org.paraat.pbx.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.OutsideLines.Way;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.TrunkId;

/** Calls a party outside over one trunk after the other until it answers. */
final class OverTrunks {
  private static final int ROUNDS_FOR_EMERGENCY_SERVICES = 3;

  private OverTrunks() {}

  static Collection<Way> waysFor(Party party, Turn turn) {
    return switch (party) {
      case Party.Outside _ -> turn.exchange().lines().forOrdinaryCalls();
      case Party.EmergencyServices _ -> {
        var rounds = new ArrayList<Way>();
        for (int round = 0; round < ROUNDS_FOR_EMERGENCY_SERVICES; round++) {
          rounds.addAll(turn.exchange().lines().forEmergencyServices());
        }
        yield rounds;
      }
      case Party.AtPhone _, Party.Stranger _ -> List.of();
    };
  }

  /**
   * @return the refusal when there is no way left
   */
  static Optional<Refusal> next(Attempt attempt, Call call, Turn turn) {
    Deque<Way> ways = attempt.waysLeft();
    Optional<Way> next = FreeChannels.next(ways, attempt.party(), Optional.empty(), call, turn);
    next.ifPresent(way -> dial(attempt, way, "it is the next trunk to try", call, turn));
    return next.isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                attempt.party(), ways.isEmpty() ? Cause.ALL_TRUNKS_FAILED : Cause.OVERLOAD));
  }

  /**
   * A trunk that died tells nobody that it did: who is called over it is called over another one,
   * however far the call had come. When all are dead it goes on as it was, until any lives again:
   * the same one too, which by then has forgotten the call.
   */
  static void leaveTheDead(Attempt attempt, Call call, Turn turn) {
    OutsideLines lines = turn.exchange().lines();
    if (attempt.way().filter(lines::isDead).isEmpty() && !attempt.isStranded()) {
      return;
    }
    var living = new ArrayDeque<Way>();
    for (Way way : waysFor(attempt.party(), turn)) {
      if (!lines.isDead(way)) {
        living.add(way);
      }
    }
    Optional<TrunkId> leaves = attempt.way().map(way -> way.trunk().id());
    FreeChannels.next(living, attempt.party(), leaves, call, turn)
        .ifPresentOrElse(way -> goOver(way, attempt, call, turn), attempt::strands);
  }

  private static void goOver(Way way, Attempt attempt, Call call, Turn turn) {
    RingingParties.cancelTimers(attempt, call, turn);
    turn.hangUp(call, attempt.leg(), Cause.TRUNK_UNREACHABLE);
    attempt.waysLeft().remove(way);
    dial(attempt, way, "what it rang over answers no more", call, turn);
  }

  private static void dial(Attempt attempt, Way way, String because, Call call, Turn turn) {
    Trunk trunk = way.trunk();
    String number =
        switch (attempt.party()) {
          case Party.Outside(var outside) ->
              trunk
                  .conventions()
                  .numbers()
                  .written(outside, turn.directory().organisation().countryCode());
          case Party.EmergencyServices(var dialled) -> dialled;
          case Party.AtPhone _, Party.Stranger _ ->
              throw new IllegalStateException(attempt.party() + " is not called over a trunk");
        };
    attempt.isOn(
        Dialling.number(call, attempt.party(), way, number, attempt.manner(), turn).id(), way);
    RingingParties.startTimers(attempt, trunk.patience().silenceUntilNext(), call, turn);
    List<Trunk.Server> servers = trunk.peering().servers();
    boolean isOnlyPeer = servers.size() == 1 && servers.getFirst().isNumeric();
    String peer = isOnlyPeer ? "" : " at " + way.peer();
    turn.trace(call, "calls " + number + " over " + trunk.id() + peer, because);
  }
}
