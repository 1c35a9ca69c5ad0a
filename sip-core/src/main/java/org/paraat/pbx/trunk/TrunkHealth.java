package org.paraat.pbx.trunk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.view.View.PeerView;
import org.paraat.pbx.view.View.RegistrationView;
import org.paraat.pbx.view.View.TrunkState;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.RegistrationState;
import org.paraat.pbx.vocabulary.TrunkPeer;

/** What is known of one trunk: its peers, each with its share of the calls, and our account. */
final class TrunkHealth {
  private final SequencedMap<PeerId, Known> peers = new LinkedHashMap<>();
  private final Instant since;
  private String noPeersBecause;
  private Optional<RegistrationView> registration;

  /** A peer with how it is, and how long it has been passed over. */
  private static final class Known {
    private TrunkPeer peer;
    private PeerHealth health;
    private int credit;

    private Known(TrunkPeer peer, PeerHealth health, int credit) {
      this.peer = peer;
      this.health = health;
      this.credit = credit;
    }
  }

  TrunkHealth(Instant at, Optional<RegistrationView> registration) {
    since = at;
    noPeersBecause = "its name was not looked up yet";
    this.registration = registration;
  }

  TrunkHealth(TrunkHealth original) {
    since = original.since;
    noPeersBecause = original.noPeersBecause;
    registration = original.registration;
    original.peers.forEach(
        (id, known) -> peers.put(id, new Known(known.peer, known.health, known.credit)));
  }

  /** Whether it ever was looked up or needs no look-up. */
  boolean hasPeers() {
    return !peers.isEmpty();
  }

  List<PeerId> peers() {
    return List.copyOf(peers.sequencedKeySet());
  }

  Optional<PeerHealth> of(PeerId peer) {
    return Optional.ofNullable(peers.get(peer)).map(known -> known.health);
  }

  void becomes(PeerId peer, PeerHealth health) {
    peers.get(peer).health = health;
  }

  /**
   * Keeps what is known of those that stay.
   *
   * @return those that are new
   */
  List<PeerId> adopt(List<TrunkPeer> all, String because, Instant at) {
    var before = new LinkedHashMap<>(peers);
    var added = new ArrayList<PeerId>();
    peers.clear();
    noPeersBecause = because;
    all.stream()
        .sorted(Comparator.comparingInt(TrunkPeer::rank))
        .forEach(
            peer -> {
              Known known = before.get(peer.id());
              if (peers.containsKey(peer.id())) {
                return;
              } else if (known == null) {
                added.add(peer.id());
                peers.put(peer.id(), new Known(peer, PeerHealth.unknown(at), 0));
              } else {
                peers.put(peer.id(), new Known(peer, known.health, known.credit));
              }
            });
    return added;
  }

  void registrationBecomes(RegistrationState state, String because, Instant at) {
    boolean isSame = registration.filter(now -> now.state() == state).isPresent();
    Instant began = isSame ? registration.get().since() : at;
    registration = Optional.of(new RegistrationView(state, began, because));
  }

  /** Whether the carrier knows where we are, as far as it is for us to tell. */
  boolean isKnownThere() {
    return registration
        .filter(
            now ->
                now.state() == RegistrationState.REFUSED
                    || now.state() == RegistrationState.UNREACHABLE)
        .isEmpty();
  }

  Optional<RegistrationView> registration() {
    return registration;
  }

  /**
   * Rank after rank; within one the peers take turns in proportion to their weights (RFC 2782, with
   * turns in place of chance: the same calls go the same ways in every replay).
   */
  List<PeerId> inTurn() {
    var order = new ArrayList<PeerId>(peers.size());
    var rank = new ArrayList<Known>();
    for (Known known : peers.values()) {
      if (!rank.isEmpty() && rank.getFirst().peer.rank() != known.peer.rank()) {
        takeTurns(rank, order);
        rank.clear();
      }
      rank.add(known);
    }
    takeTurns(rank, order);
    return order;
  }

  /** Each gains its weight, and who is first pays what all have gained. */
  private static void takeTurns(List<Known> rank, List<PeerId> order) {
    if (rank.size() > 1) {
      int all = 0;
      for (Known known : rank) {
        all += share(known);
        known.credit += share(known);
      }
      rank.sort(Comparator.comparingInt((Known known) -> known.credit).reversed());
      rank.getFirst().credit -= all;
    }
    for (Known known : rank) {
      order.add(known.peer.id());
    }
  }

  // RFC 2782: a weight of 0 still gets a very small share; here a hundredth of what 1 gets.
  private static int share(Known known) {
    return known.peer.weight() == 0 ? 1 : known.peer.weight() * 100;
  }

  /** Up when a peer is, down when all are. */
  TrunkState state() {
    boolean isAnyUp = false;
    boolean areAllDown = hasPeers();
    for (Known known : peers.values()) {
      isAnyUp |= known.health.state() == TrunkState.UP;
      areAllDown &= known.health.isDown();
    }
    return isAnyUp ? TrunkState.UP : areAllDown ? TrunkState.DOWN : TrunkState.UNKNOWN;
  }

  /** The peer that the state of the trunk is by: the first of those that are so. */
  Optional<PeerHealth> telling() {
    TrunkState state = state();
    return peers.values().stream()
        .map(known -> known.health)
        .filter(health -> health.state() == state)
        .findFirst();
  }

  Instant since() {
    return telling().map(PeerHealth::since).orElse(since);
  }

  String because() {
    return telling().map(PeerHealth::because).orElse(noPeersBecause);
  }

  boolean hasAnswered() {
    return peers.values().stream().anyMatch(known -> known.health.hasAnswered());
  }

  List<PeerView> views() {
    return peers.entrySet().stream()
        .map(
            entry -> {
              PeerHealth health = entry.getValue().health;
              return new PeerView(entry.getKey(), health.state(), health.since(), health.because());
            })
        .toList();
  }
}
