package org.paraat.pbx.trunk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Leg;
import org.paraat.pbx.call.OutsideLines;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.Timers.Owner.OfPlatform;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.view.View.RegistrationView;
import org.paraat.pbx.view.View.TrunkState;
import org.paraat.pbx.view.View.TrunkView;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.RegistrationState;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.TrunkPeer;

/** Which carriers are alive, as the answers of their peers to our probes tell. */
public final class Trunks implements OutsideLines {
  public static final String PROBE = "probe";

  private final SequencedMap<TrunkId, TrunkHealth> health = new LinkedHashMap<>();
  private List<Trunk> inOrder = List.of();

  public Trunks() {}

  public Trunks(Trunks original) {
    original.health.forEach((id, known) -> health.put(id, new TrunkHealth(known)));
    inOrder = original.inOrder;
  }

  /** Begins to probe trunks that are new, and forgets those that are gone or are others now. */
  public void adopt(Directory directory, Turn turn) {
    for (Trunk known : inOrder) {
      Optional<Trunk> now = directory.trunk(known.id());
      if (now.isEmpty() || isReachedOtherwise(known, now.get())) {
        health.remove(known.id()).peers().forEach(peer -> stopProbing(known.id(), peer, turn));
      }
    }
    inOrder = List.copyOf(directory.trunks().values());
    for (Trunk trunk : inOrder) {
      if (!health.containsKey(trunk.id())) {
        health.put(trunk.id(), new TrunkHealth(turn.at(), registrationOf(trunk, turn.at())));
        List<TrunkPeer> numeric = trunk.peering().numericPeers();
        if (!numeric.isEmpty()) {
          adoptPeers(trunk, numeric, "", turn);
        }
      }
    }
  }

  private static boolean isReachedOtherwise(Trunk before, Trunk now) {
    return !before.peering().reachesAs(now.peering()) || before.registers() != now.registers();
  }

  private static Optional<RegistrationView> registrationOf(Trunk trunk, Instant at) {
    return trunk.registers()
        ? Optional.of(
            new RegistrationView(RegistrationState.REGISTERING, at, "it was not answered yet"))
        : Optional.empty();
  }

  /** The domain name system has told where its servers are. */
  public void onPeersChanged(TrunkId id, List<TrunkPeer> peers, String because, Turn turn) {
    turn.directory()
        .trunk(id)
        .filter(_ -> health.containsKey(id))
        .ifPresent(trunk -> adoptPeers(trunk, peers, because, turn));
  }

  private void adoptPeers(Trunk trunk, List<TrunkPeer> peers, String because, Turn turn) {
    TrunkHealth known = health.get(trunk.id());
    List<PeerId> before = known.peers();
    List<PeerId> added = known.adopt(peers, because, turn.at());
    List<PeerId> now = known.peers();
    for (PeerId peer : before) {
      if (!now.contains(peer)) {
        stopProbing(trunk.id(), peer, turn);
      }
    }
    added.forEach(peer -> probe(trunk, peer, turn));
  }

  /** It is time to ask a peer again whether it lives. */
  public void onProbeTimer(String name, Turn turn) {
    for (Trunk trunk : inOrder) {
      for (PeerId peer : health.get(trunk.id()).peers()) {
        if (name.equals(timerName(trunk.id(), peer))) {
          probe(trunk, peer, turn);
          return;
        }
      }
    }
  }

  public void onProbeAnswered(TrunkId id, PeerId peer, Turn turn) {
    TrunkHealth known = health.get(id);
    Optional<PeerHealth> before = known == null ? Optional.empty() : known.of(peer);
    if (before.isEmpty()) {
      return;
    }
    TrunkState stateBefore = known.state();
    PeerHealth after = before.get().answered(turn.at());
    known.becomes(peer, after);
    tellWhoIsCalled(before.get(), after, turn);
    if (stateBefore == TrunkState.DOWN) {
      turn.alarm(Alarm.Kind.TRUNK_UP, id.name(), "Trunk " + id + " answers again.");
    }
  }

  public void onProbeMissed(TrunkId id, PeerId peer, String because, Turn turn) {
    TrunkHealth known = health.get(id);
    Optional<PeerHealth> before = known == null ? Optional.empty() : known.of(peer);
    Optional<Trunk> trunk = turn.directory().trunk(id);
    if (before.isEmpty() || trunk.isEmpty()) {
      return;
    }
    TrunkState stateBefore = known.state();
    PeerHealth after =
        before.get().missed(turn.at(), because, trunk.get().patience().missedProbesUntilDown());
    known.becomes(peer, after);
    tellWhoIsCalled(before.get(), after, turn);
    if (known.state() == TrunkState.DOWN && stateBefore != TrunkState.DOWN) {
      turn.alarm(
          known.hasAnswered() ? Alarm.Kind.TRUNK_DOWN : Alarm.Kind.TRUNK_NEVER_ANSWERED,
          id.name(),
          "Trunk "
              + id
              + " missed "
              + after.missedInARow()
              + " probes ("
              + because
              + "): ask the carrier.");
    }
  }

  /** Calls that have somebody outside who has not answered yet. */
  private static void tellWhoIsCalled(PeerHealth before, PeerHealth after, Turn turn) {
    if (before.state() == after.state()) {
      return;
    }
    for (Call call : turn.exchange().calls()) {
      for (Leg leg : call.legs()) {
        if (leg.isBeingRung() && leg.trunk().isPresent()) {
          turn.signal(call.id(), new Signal.LinesChanged());
          break;
        }
      }
    }
  }

  /** The carrier has taken or refused our registration, or did not answer. */
  public void onRegistration(TrunkId id, RegistrationState state, String because, Turn turn) {
    TrunkHealth known = health.get(id);
    if (known == null) {
      return;
    }
    boolean wasKnownThere = known.isKnownThere();
    known.registrationBecomes(state, because, turn.at());
    if (wasKnownThere && !known.isKnownThere()) {
      turn.alarm(
          Alarm.Kind.TRUNK_NOT_REGISTERED,
          id.name(),
          "Trunk " + id + " is not registered (" + because + "): look at the account.");
    }
  }

  /**
   * Those that are not down, of carriers that know where we are before others; then those that have
   * not answered yet, as their carrier may not know OPTIONS; when none of either is left, all: a
   * try costs less than a call that is refused.
   */
  @Override
  public List<Way> forOrdinaryCalls() {
    List<Way> all = all();
    List<Way> usable = usable(all);
    return usable.isEmpty() ? all : usable;
  }

  @Override
  public List<Way> forEmergencyServices() {
    List<Way> all = all();
    List<Way> ways = usable(all);
    addThose(ways, all, _ -> true);
    return ways;
  }

  @Override
  public boolean isDead(Way way) {
    TrunkHealth known = health.get(way.trunk().id());
    return known != null && known.of(way.peer()).filter(PeerHealth::isDead).isPresent();
  }

  private List<Way> usable(List<Way> all) {
    var usable = new ArrayList<Way>(all.size());
    addThose(
        usable, all, way -> !peerOf(way).isDown() && health.get(way.trunk().id()).isKnownThere());
    addThose(usable, all, way -> !peerOf(way).isDown());
    addThose(usable, all, way -> peerOf(way).isDownWithoutAnyAnswer());
    return usable;
  }

  private static void addThose(List<Way> ways, List<Way> all, Predicate<Way> wanted) {
    for (Way way : all) {
      if (wanted.test(way) && !ways.contains(way)) {
        ways.add(way);
      }
    }
  }

  /** Peers of one rank take turns: each call is given another order. */
  private List<Way> all() {
    var all = new ArrayList<Way>(inOrder.size());
    for (Trunk trunk : inOrder) {
      for (PeerId peer : health.get(trunk.id()).inTurn()) {
        all.add(new Way(trunk, peer));
      }
    }
    return all;
  }

  private PeerHealth peerOf(Way way) {
    return health.get(way.trunk().id()).of(way.peer()).orElseThrow();
  }

  /**
   * @param calls how many legs it carries now
   */
  public TrunkView viewOf(TrunkId id, int calls) {
    TrunkHealth known = health.get(id);
    return new TrunkView(
        id,
        known.state(),
        known.since(),
        known.because(),
        calls,
        known.views(),
        known.registration());
  }

  private static void probe(Trunk trunk, PeerId peer, Turn turn) {
    turn.probe(trunk.id(), peer);
    turn.setTimer(
        new OfPlatform(PROBE, timerName(trunk.id(), peer)), trunk.patience().probeEvery());
  }

  private static void stopProbing(TrunkId trunk, PeerId peer, Turn turn) {
    turn.cancelTimer(new OfPlatform(PROBE, timerName(trunk, peer)));
  }

  private static String timerName(TrunkId trunk, PeerId peer) {
    return trunk.name() + " at " + peer;
  }
}
