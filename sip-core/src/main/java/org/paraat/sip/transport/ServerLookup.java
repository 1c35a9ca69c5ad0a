package org.paraat.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Finds the servers behind a name for a transport that is known (RFC 3263 4.2). */
public final class ServerLookup {
  private static final int MOST_SERVICES = 16;
  private static final int MOST_SERVERS = 32;

  /** What was found in part is asked for again sooner. */
  private static final Duration PARTLY_FOUND_LIVES = Duration.ofSeconds(30);

  private final Dns dns;

  public ServerLookup(Dns dns) {
    this.dns = dns;
  }

  /**
   * Where a server is.
   *
   * @param priority the lowest is tried first
   */
  public record Server(SipAddress address, int priority, int weight) {}

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * At least one.
     *
     * @param timeToLive how long it may be used without asking again
     */
    record Servers(List<Server> servers, Duration timeToLive) implements Outcome {}

    record NotFound(String because) implements Outcome {}
  }

  /**
   * Tells once, on the loop, perhaps before this has returned.
   *
   * @param port 0: the SRV records of the name say it, or it is the usual one
   */
  public void find(String name, int port, Transport transport, Consumer<Outcome> told) {
    if (port > 0) {
      hosts(name, port, transport, told);
      return;
    }
    dns.services(
        serviceOf(transport) + name,
        answer -> {
          switch (answer) {
            case Dns.Answer.Found<Dns.Service>(var services, var timeToLive) ->
                new Gathering(services, timeToLive, transport, told).begin();
            case Dns.Answer.Nothing<Dns.Service> _ ->
                hosts(name, transport.defaultPort(), transport, told);
            case Dns.Answer.Failed<Dns.Service>(var because) ->
                told.accept(new Outcome.NotFound(because));
          }
        });
  }

  private static String serviceOf(Transport transport) {
    return switch (transport) {
      case UDP -> "_sip._udp.";
      case TCP, WS -> "_sip._tcp.";
      case TLS, WSS -> "_sips._tcp.";
    };
  }

  private void hosts(String name, int port, Transport transport, Consumer<Outcome> told) {
    dns.addresses(
        name,
        answer -> {
          switch (answer) {
            case Dns.Answer.Found<InetAddress>(var addresses, var timeToLive) ->
                told.accept(
                    new Outcome.Servers(
                        addresses.stream()
                            .limit(MOST_SERVERS)
                            .map(address -> new Server(at(address, port, transport), 0, 1))
                            .toList(),
                        timeToLive));
            case Dns.Answer.Nothing<InetAddress> _ ->
                told.accept(new Outcome.NotFound("the name " + name + " is not known"));
            case Dns.Answer.Failed<InetAddress>(var because) ->
                told.accept(new Outcome.NotFound(because));
          }
        });
  }

  private static SipAddress at(InetAddress address, int port, Transport transport) {
    return new SipAddress(transport, SipAddress.plain(new InetSocketAddress(address, port)));
  }

  /** The addresses of several services, of which each is asked for. */
  private final class Gathering {
    private final List<Dns.Service> services;
    private final Transport transport;
    private final Consumer<Outcome> told;
    private final List<Server> found = new ArrayList<>();
    private Duration timeToLive;
    private int unanswered;
    private String because = "its services have no host";

    private Gathering(
        List<Dns.Service> all, Duration timeToLive, Transport transport, Consumer<Outcome> told) {
      services =
          all.stream()
              // RFC 2782: a target of "." says that the service is decidedly not there
              .filter(service -> !plain(service.target()).isEmpty() && service.port() > 0)
              .limit(MOST_SERVICES)
              .toList();
      this.timeToLive = timeToLive;
      this.transport = transport;
      this.told = told;
      unanswered = services.size();
    }

    private void begin() {
      if (services.isEmpty()) {
        told.accept(new Outcome.NotFound("the name says that it has no such service"));
        return;
      }
      for (Dns.Service service : services) {
        dns.addresses(plain(service.target()), answer -> answered(service, answer));
      }
    }

    private void answered(Dns.Service service, Dns.Answer<InetAddress> answer) {
      switch (answer) {
        case Dns.Answer.Found<InetAddress>(var addresses, var lives) -> {
          timeToLive = shorter(timeToLive, lives);
          for (InetAddress address : addresses) {
            if (found.size() < MOST_SERVERS) {
              found.add(
                  new Server(
                      at(address, service.port(), transport),
                      service.priority(),
                      service.weight()));
            }
          }
        }
        case Dns.Answer.Nothing<InetAddress> _ ->
            because = "the name " + service.target() + " is not known";
        case Dns.Answer.Failed<InetAddress>(var why) -> {
          because = why;
          timeToLive = shorter(timeToLive, PARTLY_FOUND_LIVES);
        }
      }
      if (--unanswered == 0) {
        told.accept(
            found.isEmpty()
                ? new Outcome.NotFound(because)
                : new Outcome.Servers(List.copyOf(found), timeToLive));
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String plain(String target) {
    String name = target.endsWith(".") ? target.substring(0, target.length() - 1) : target;
    return name.toLowerCase(Locale.ROOT);
  }
}
