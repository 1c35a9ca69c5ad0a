package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Network;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/**
 * Which trunk a request is of, by where it came from: the closest description counts, from a proven
 * name by address and port, address, to the smallest network.
 */
public final class TrunkSources {
  private final Map<String, List<Trunk>> certificates = new LinkedHashMap<>();
  private final Map<SipAddress, List<Trunk>> ports = new HashMap<>();
  private final Map<Host, List<Trunk>> hosts = new HashMap<>();
  private final Map<TransportNetwork, List<Trunk>> networks = new LinkedHashMap<>();
  private final List<TransportNetwork> closestFirst;

  private record Host(Transport transport, InetAddress address) {}

  private record TransportNetwork(Transport transport, Network network) {}

  /**
   * @param trunks in order of preference
   * @param resolved where the names of a trunk are
   * @throws IllegalArgumentException when a network is none
   */
  TrunkSources(Collection<Trunk> trunks, Map<TrunkId, List<InetAddress>> resolved) {
    for (Trunk trunk : trunks) {
      Trunk.Peering peering = trunk.peering();
      peering.servers().stream().filter(Trunk.Server::isNumeric).forEach(it -> add(trunk, it));
      peering.sources().forEach(source -> add(trunk, source));
      for (InetAddress address : resolved.getOrDefault(trunk.id(), List.of())) {
        put(hosts, new Host(transportOf(trunk), address), trunk);
      }
    }
    closestFirst =
        networks.keySet().stream()
            .sorted(Comparator.comparingInt((TransportNetwork it) -> -it.network().prefix()))
            .toList();
  }

  static Transport transportOf(Trunk trunk) {
    return switch (trunk.peering().transport()) {
      case UDP -> Transport.UDP;
      case TCP -> Transport.TCP;
      case TLS -> Transport.TLS;
    };
  }

  // A TCP peer calls from a port of its own choice, so only UDP is told apart by port.
  private void add(Trunk trunk, Trunk.Server server) {
    Transport transport = transportOf(trunk);
    SipAddress address = SipAddress.of(transport, server.host(), trunk.peering().portOf(server));
    if (transport == Transport.UDP && server.port() != Trunk.ANY_PORT) {
      put(ports, address, trunk);
    } else {
      put(hosts, new Host(transport, address.address().getAddress()), trunk);
    }
  }

  private void add(Trunk trunk, Trunk.Source source) {
    switch (source) {
      case Trunk.Source.FromNetwork(var text) -> {
        Network network =
            Network.parse(text)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "trunk " + trunk.id() + ": " + text + " is no network"));
        put(networks, new TransportNetwork(transportOf(trunk), network.masked()), trunk);
      }
      case Trunk.Source.WithCertificate(var name) -> {
        if (trunk.peering().transport() != Trunk.Transport.TLS) {
          throw new IllegalArgumentException(
              "trunk " + trunk.id() + ": known by certificate, so its transport must be TLS");
        }
        put(certificates, name.toLowerCase(Locale.ROOT), trunk);
      }
    }
  }

  private static <K> void put(Map<K, List<Trunk>> map, K key, Trunk trunk) {
    List<Trunk> there = map.computeIfAbsent(key, _ -> new ArrayList<>(1));
    if (!there.contains(trunk)) {
      there.add(trunk);
    }
  }

  /**
   * What makes trunks impossible to tell apart, or is no description of one; names are not looked
   * up for it.
   *
   * @return a sentence for the operator; empty when all is well
   */
  public static Optional<String> objectionTo(Directory directory) {
    try {
      return new TrunkSources(directory.trunks().values(), Map.of()).ambiguity();
    } catch (IllegalArgumentException unreadable) {
      return Optional.of(unreadable.getMessage());
    }
  }

  private Optional<String> ambiguity() {
    var all = new ArrayList<Optional<String>>();
    ports.forEach((address, trunks) -> all.add(ambiguity(address.toString(), trunks)));
    hosts.forEach(
        (host, trunks) ->
            all.add(ambiguity(host.transport() + " " + host.address().getHostAddress(), trunks)));
    networks.forEach(
        (it, trunks) -> all.add(ambiguity(it.transport() + " " + it.network(), trunks)));
    certificates.forEach(
        (name, trunks) -> all.add(ambiguity("the certificate of " + name, trunks)));
    return all.stream().flatMap(Optional::stream).sorted().findFirst();
  }

  /** Accounts at one carrier are told apart by the user that we register. */
  private static Optional<String> ambiguity(String what, List<Trunk> trunks) {
    var lines = new LinkedHashMap<String, Trunk>();
    for (Trunk trunk : trunks) {
      Trunk other = lines.putIfAbsent(lineOf(trunk), trunk);
      if (other != null) {
        return Optional.of(
            "trunks " + other.id() + " and " + trunk.id() + " are both known by " + what);
      }
    }
    return Optional.empty();
  }

  /** The user in our Contact at the carrier; empty for a trunk that does not register. */
  private static String lineOf(Trunk trunk) {
    return trunk.registers() ? trunk.account().orElseThrow().user() : "";
  }

  /** Whose request this is; empty for a stranger's. */
  Optional<Trunk> sourceOf(Flow flow, SIPRequest request) {
    List<Trunk> known = knownAt(flow);
    return switch (known.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(known.getFirst());
      default -> Optional.of(byLine(known, SipUris.user(request.getRequestURI())));
    };
  }

  private static Trunk byLine(List<Trunk> known, String line) {
    Trunk best = known.getFirst();
    for (Trunk trunk : known) {
      if (lineOf(trunk).equals(line)) {
        return trunk;
      } else if (lineOf(trunk).isEmpty()) {
        best = trunk;
      }
    }
    return best;
  }

  private List<Trunk> knownAt(Flow flow) {
    SipAddress peer = flow.remote();
    if (peer.transport() == Transport.TLS) {
      for (Map.Entry<String, List<Trunk>> named : certificates.entrySet()) {
        if (flow.hasProvenToBe(named.getKey())) {
          return named.getValue();
        }
      }
    }
    List<Trunk> known = ports.get(peer);
    if (known == null && !hosts.isEmpty()) {
      known = hosts.get(new Host(peer.transport(), peer.address().getAddress()));
    }
    return known == null ? inClosestNetwork(peer) : known;
  }

  private List<Trunk> inClosestNetwork(SipAddress peer) {
    for (TransportNetwork each : closestFirst) {
      if (each.transport() == peer.transport()
          && each.network().contains(peer.address().getAddress())) {
        return networks.get(each);
      }
    }
    return List.of();
  }
}
