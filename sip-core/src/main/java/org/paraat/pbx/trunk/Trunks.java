package org.paraat.pbx.trunk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.call.OutsideLines;
import org.paraat.pbx.call.Timers.Owner.OfPlatform;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.view.View.TrunkState;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.TrunkId;

/** Which carriers are alive, as their answers to our probes tell. */
public final class Trunks implements OutsideLines {
  public static final String PROBE = "probe";

  /**
   * What is known of one trunk.
   *
   * @param hasAnswered whether it ever answered a probe in this life
   */
  public record Health(
      TrunkState state, Instant since, String because, int missedInARow, boolean hasAnswered) {}

  private final SequencedMap<TrunkId, Health> health = new LinkedHashMap<>();
  private List<Trunk> inOrder = List.of();

  public Trunks() {}

  public Trunks(Trunks original) {
    health.putAll(original.health);
    inOrder = original.inOrder;
  }

  /** Begins to probe trunks that are new, and forgets those that are gone. */
  public void adopt(Directory directory, Turn turn) {
    for (TrunkId known : List.copyOf(health.keySet())) {
      if (directory.trunk(known).isEmpty()) {
        health.remove(known);
        turn.cancelTimer(new OfPlatform(PROBE, known.name()));
      }
    }
    inOrder = List.copyOf(directory.trunks().values());
    for (Trunk trunk : inOrder) {
      if (!health.containsKey(trunk.id())) {
        health.put(
            trunk.id(),
            new Health(TrunkState.UNKNOWN, turn.at(), "it was not probed yet", 0, false));
        probe(trunk, turn);
      }
    }
  }

  /** It is time to ask a trunk again whether it lives. */
  public void onProbeTimer(String name, Turn turn) {
    turn.directory().trunk(new TrunkId(name)).ifPresent(trunk -> probe(trunk, turn));
  }

  public void onProbeAnswered(TrunkId id, Turn turn) {
    Health before = health.get(id);
    if (before == null) {
      return;
    }
    if (before.state() == TrunkState.UP) {
      health.put(id, new Health(TrunkState.UP, before.since(), before.because(), 0, true));
      return;
    }
    health.put(id, new Health(TrunkState.UP, turn.at(), "it answers our probes", 0, true));
    if (before.state() == TrunkState.DOWN) {
      turn.alarm(Alarm.Kind.TRUNK_UP, id.name(), "Trunk " + id + " answers again.");
    }
  }

  public void onProbeMissed(TrunkId id, String because, Turn turn) {
    Health before = health.get(id);
    Optional<Trunk> trunk = turn.directory().trunk(id);
    if (before == null || trunk.isEmpty()) {
      return;
    }
    int missed = before.missedInARow() + 1;
    boolean goesDown =
        before.state() != TrunkState.DOWN && missed >= trunk.get().missedProbesUntilDown();
    if (!goesDown) {
      health.put(
          id,
          new Health(
              before.state(), before.since(), before.because(), missed, before.hasAnswered()));
      return;
    }
    health.put(id, new Health(TrunkState.DOWN, turn.at(), because, missed, before.hasAnswered()));
    turn.alarm(
        before.hasAnswered() ? Alarm.Kind.TRUNK_DOWN : Alarm.Kind.TRUNK_NEVER_ANSWERED,
        id.name(),
        "Trunk " + id + " missed " + missed + " probes (" + because + "): ask the carrier.");
  }

  /**
   * Those that are not down; then those that have not answered yet, as their carrier may not know
   * OPTIONS; when none of either is left, all: a try costs less than a call that is refused.
   */
  @Override
  public List<Trunk> forOrdinaryCalls() {
    var usable = new ArrayList<Trunk>(inOrder.size());
    for (Trunk trunk : inOrder) {
      if (!isDown(trunk)) {
        usable.add(trunk);
      }
    }
    for (Trunk trunk : inOrder) {
      if (isDown(trunk) && !health.get(trunk.id()).hasAnswered()) {
        usable.add(trunk);
      }
    }
    return usable.isEmpty() ? new ArrayList<>(inOrder) : usable;
  }

  @Override
  public List<Trunk> forEmergencyServices() {
    List<Trunk> all = forOrdinaryCalls();
    for (Trunk trunk : inOrder) {
      if (!all.contains(trunk)) {
        all.add(trunk);
      }
    }
    return all;
  }

  public Health healthOf(TrunkId id) {
    return health.get(id);
  }

  private boolean isDown(Trunk trunk) {
    return health.get(trunk.id()).state() == TrunkState.DOWN;
  }

  private static void probe(Trunk trunk, Turn turn) {
    turn.probe(trunk.id());
    turn.setTimer(new OfPlatform(PROBE, trunk.id().name()), trunk.probeEvery());
  }
}
