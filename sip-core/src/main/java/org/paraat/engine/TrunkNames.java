package org.paraat.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.transport.Dns;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.ServerLookup;
import org.paraat.sip.transport.ServerLookup.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the names of trunks are: looked up when they are configured and again when what was found
 * gets old. What was found last is used for as long as nobody can tell anything better.
 */
final class TrunkNames {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkNames.class);
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final Loop loop;
  private final ServerLookup lookup;
  private final Listener listener;
  private final Map<TrunkId, List<Name>> names = new LinkedHashMap<>();

  /** Who is told that the servers of a trunk are others now, or cannot be found. */
  interface Listener {
    void onFound(TrunkId trunk);

    void onNotFound(TrunkId trunk, String because);
  }

  TrunkNames(Loop loop, Dns dns, Listener listener) {
    this.loop = loop;
    this.lookup = new ServerLookup(dns);
    this.listener = listener;
  }

  /** One configured server that has a name, where it is, and when it is asked for again. */
  private final class Name {
    private final Trunk trunk;
    private final Trunk.Server server;
    private List<ServerLookup.Server> found = List.of();
    private Optional<Loop.Timer> again = Optional.empty();
    private Duration retry = FIRST_RETRY;
    private boolean isForgotten;
    private boolean isLost;

    private Name(Trunk trunk, Trunk.Server server) {
      this.trunk = trunk;
      this.server = server;
    }

    private void lookUp() {
      again = Optional.empty();
      lookup.find(server.host(), server.port(), TrunkSources.transportOf(trunk), this::told);
    }

    private void told(Outcome outcome) {
      if (isForgotten) {
        return;
      }
      switch (outcome) {
        case Outcome.Servers(var servers, var timeToLive) -> {
          retry = FIRST_RETRY;
          againAfter(within(timeToLive));
          if (isLost) {
            isLost = false;
            LOG.info("{} of trunk {} can be looked up again", server, trunk.id());
          }
          // name servers turn the order with each answer: only another set is news
          if (!Set.copyOf(servers).equals(Set.copyOf(found))) {
            found = servers;
            listener.onFound(trunk.id());
          }
        }
        case Outcome.NotFound(var because) -> {
          againAfter(retry);
          retry = retry.multipliedBy(2);
          retry = retry.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry;
          notFound(because);
        }
      }
    }

    private void notFound(String because) {
      if (!isLost) {
        isLost = true;
        String use = found.isEmpty() ? "it cannot be used" : "what was found before stays in use";
        LOG.warn("{} of trunk {} is not found ({}): {}", server, trunk.id(), because, use);
      }
      if (found.isEmpty()) {
        listener.onNotFound(trunk.id(), because);
      }
    }

    private void againAfter(Duration time) {
      again = Optional.of(loop.schedule(time, this::lookUp));
    }

    private void forget() {
      isForgotten = true;
      again.ifPresent(Loop.Timer::cancel);
    }
  }

  private static Duration within(Duration timeToLive) {
    if (timeToLive.compareTo(SHORTEST_LIFE) < 0) {
      return SHORTEST_LIFE;
    }
    return timeToLive.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : timeToLive;
  }

  /** Forgets the names of trunks that are gone, or are reached otherwise now. */
  void keep(Map<TrunkId, Trunk> trunks) {
    names
        .entrySet()
        .removeIf(
            entry -> {
              Trunk before = entry.getValue().getFirst().trunk;
              Trunk now = trunks.get(entry.getKey());
              boolean isSame = now != null && now.peering().reachesAs(before.peering());
              if (!isSame) {
                entry.getValue().forEach(Name::forget);
              }
              return !isSame;
            });
  }

  /** Begins to look up what is new. */
  void lookUp(Map<TrunkId, Trunk> trunks) {
    for (Trunk trunk : trunks.values()) {
      if (!names.containsKey(trunk.id())) {
        List<Name> named =
            trunk.peering().servers().stream()
                .filter(server -> !server.isNumeric())
                .map(server -> new Name(trunk, server))
                .toList();
        if (!named.isEmpty()) {
          names.put(trunk.id(), named);
          named.forEach(Name::lookUp);
        }
      }
    }
  }

  /** A server that was found, and by which name. */
  record Found(Trunk.Server asked, ServerLookup.Server server) {}

  List<Found> of(TrunkId trunk) {
    var all = new ArrayList<Found>();
    for (Name name : names.getOrDefault(trunk, List.of())) {
      for (ServerLookup.Server server : name.found) {
        all.add(new Found(name.server, server));
      }
    }
    return all;
  }

  /** How many cannot be looked up now; from the loop. */
  long lost() {
    return names.values().stream().flatMap(List::stream).filter(name -> name.isLost).count();
  }
}
