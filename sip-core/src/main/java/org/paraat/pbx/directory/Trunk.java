package org.paraat.pbx.directory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.TrunkPeer;

/**
 * A carrier's line: where calls to it are sent, and whose requests are its.
 *
 * @param encryption of its sound
 * @param silenceWatch whether a leg over it ends when nothing is heard of it
 * @param account what the carrier challenges us for; empty: it knows us by our address
 */
public record Trunk(
    TrunkId id,
    Peering peering,
    Patience patience,
    Encryption encryption,
    SilenceWatch silenceWatch,
    Optional<Account> account,
    Conventions conventions,
    Channels channels) {

  /**
   * The port of a server that has none of its own: the SRV records of its name say it, or the
   * protocol.
   */
  public static final int ANY_PORT = 0;

  private static final int RANKS_A_PRIORITY = 65_536;

  /** A trunk that carries as many calls as come. */
  public Trunk(
      TrunkId id,
      Peering peering,
      Patience patience,
      Encryption encryption,
      SilenceWatch silenceWatch,
      Optional<Account> account,
      Conventions conventions) {
    this(id, peering, patience, encryption, silenceWatch, account, conventions, Channels.UNLIMITED);
  }

  /** A trunk of one server, reached over UDP, that asks for nothing special. */
  public static Trunk at(TrunkId id, Server server) {
    return new Trunk(
        id,
        new Peering(List.of(server), List.of(), Transport.UDP),
        Patience.USUAL,
        Encryption.OFF,
        SilenceWatch.ON,
        Optional.empty(),
        Conventions.USUAL);
  }

  /**
   * The machines of the carrier that we speak with.
   *
   * @param servers where calls are sent, and what the trunk is known by
   * @param sources what its requests come from besides
   */
  public record Peering(List<Server> servers, List<Source> sources, Transport transport) {
    public Peering {
      servers = List.copyOf(servers);
      sources = List.copyOf(sources);
    }

    /** Whether what we send goes where it goes with another. */
    public boolean reachesAs(Peering other) {
      return servers.equals(other.servers) && transport == other.transport;
    }

    /** Those peers that are known without asking anybody, in no order. */
    public List<TrunkPeer> numericPeers() {
      return servers.stream()
          .filter(Server::isNumeric)
          .map(
              server ->
                  new TrunkPeer(
                      new PeerId(server.host(), portOf(server)), server.rank(0), server.weight()))
          .toList();
    }

    /** The port to send to where the domain name system says none. */
    public int portOf(Server server) {
      if (server.port() != ANY_PORT) {
        return server.port();
      }
      return switch (transport) {
        case UDP, TCP -> 5060;
        case TLS -> 5061;
      };
    }
  }

  /**
   * How long a peer may say nothing.
   *
   * @param probeEvery how often we ask each peer by OPTIONS whether it lives
   * @param missedProbesUntilDown how many unanswered probes in a row mean that a peer is down
   * @param silenceUntilNext after which time without any response the next peer is tried
   * @param tryingUntilNext after which time of nothing but 100 the next peer is tried
   */
  public record Patience(
      Duration probeEvery,
      int missedProbesUntilDown,
      Duration silenceUntilNext,
      Duration tryingUntilNext) {
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(5), 2, Duration.ofSeconds(2), Duration.ofSeconds(8));
  }

  /** What carries SIP to it. */
  public enum Transport {
    UDP,
    TCP,
    TLS
  }

  /**
   * A SIP server of the carrier.
   *
   * @param host an address in digits, or a name that the domain name system knows
   * @param port {@link #ANY_PORT}: of a name the one that its SRV records say, of an address the
   *     usual one, and what comes from there is the trunk's whatever port it comes from
   * @param priority the lowest is tried first
   * @param weight how much it gets of the calls among those of one priority
   */
  public record Server(String host, int port, int priority, int weight) {
    private static final int MOST_PRIORITY = 1000;

    public Server {
      if (host.isBlank() || port < 0 || port > 65_535) {
        throw new IllegalArgumentException("not a server: \"" + host + "\", port " + port);
      }
      if (priority < 0 || priority > MOST_PRIORITY || weight < 0 || weight > 65_535) {
        throw new IllegalArgumentException(
            "not a priority and weight of " + host + ": " + priority + ", " + weight);
      }
    }

    public static Server at(String host, int port) {
      return new Server(host, port, 0, 1);
    }

    /** Whether it can be reached without asking the domain name system. */
    public boolean isNumeric() {
      return host.indexOf(':') >= 0
          || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** Where a peer of it stands among those of the trunk, by the priority of its SRV record. */
    public int rank(int recordPriority) {
      return priority * RANKS_A_PRIORITY + recordPriority;
    }

    @Override
    public String toString() {
      String shown = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
      return port == ANY_PORT ? shown : shown + ':' + port;
    }
  }

  /** What requests of a trunk come from, besides its servers. */
  public sealed interface Source {
    /**
     * An address or a network.
     *
     * @param network such as {@code 203.0.113.0/24} or {@code 2001:db8::/32}
     */
    record FromNetwork(String network) implements Source {}

    /**
     * Whoever shows a certificate that we trust for a name; TLS only.
     *
     * @param name such as {@code sip.carrier.example}
     */
    record WithCertificate(String name) implements Source {}
  }

  /**
   * Our account at a carrier; its secret is kept elsewhere, and never shown.
   *
   * @param user whom we register, and what stands in our Contact
   * @param domain of the address that we register; empty: the server's host
   * @param provenAs the name in the digest; empty: the user
   */
  public record Account(
      String user, String domain, String provenAs, Joining joining, Duration registeredFor) {

    public String name() {
      return provenAs.isEmpty() ? user : provenAs;
    }
  }

  /** How a carrier learns where we are. */
  public enum Joining {
    /** It has our address. */
    KNOWN,
    /** We tell it by REGISTER. */
    REGISTERS
  }

  /**
   * What is agreed with a carrier about numbers.
   *
   * @param trust whether P-Asserted-Identity of it counts (RFC 3325)
   * @param numbers how it writes and reads them
   */
  public record Conventions(
      Trust trust, NumberFormat numbers, Forwarding forwarding, Withheld withheld) {
    public static final Conventions USUAL =
        new Conventions(
            Trust.TRUSTED, NumberFormat.NATIONAL, Forwarding.CALLERS_NUMBER, Withheld.HIDDEN);
  }

  /** Whether a carrier is in our circle of trust (RFC 3324). */
  public enum Trust {
    TRUSTED,
    UNTRUSTED
  }

  /** Whose number is shown to whom a call is forwarded to. */
  public enum Forwarding {
    CALLERS_NUMBER,
    OWN_NUMBER
  }

  /** What our phones show of who asks not to be shown. */
  public enum Withheld {
    HIDDEN,
    /** The carrier has agreed that our phones are in its circle of trust. */
    SHOWN_INSIDE
  }

  public boolean registers() {
    return account.filter(ours -> ours.joining() == Joining.REGISTERS).isPresent();
  }

  public Trunk sendingTo(List<Server> others) {
    return reachedBy(new Peering(others, peering.sources(), peering.transport()));
  }

  public Trunk alsoKnownBy(List<Source> others) {
    return reachedBy(new Peering(peering.servers(), others, peering.transport()));
  }

  public Trunk over(Transport other) {
    return reachedBy(new Peering(peering.servers(), peering.sources(), other));
  }

  private Trunk reachedBy(Peering other) {
    return new Trunk(id, other, patience, encryption, silenceWatch, account, conventions, channels);
  }

  public Trunk provingBy(Account ours) {
    return new Trunk(
        id, peering, patience, encryption, silenceWatch, Optional.of(ours), conventions, channels);
  }

  public Trunk agreeing(Conventions others) {
    return new Trunk(id, peering, patience, encryption, silenceWatch, account, others, channels);
  }

  public Trunk carrying(Channels others) {
    return new Trunk(id, peering, patience, encryption, silenceWatch, account, conventions, others);
  }
}
