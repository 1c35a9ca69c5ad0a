package org.paraat.scenario;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Dns;

/** The domain name system of a scenario: what it says is written down beforehand. */
final class PaperDns implements Dns {
  private static final Duration DELAY = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final VirtualLoop loop;
  private final Map<String, List<Service>> services = new LinkedHashMap<>();
  private final Map<String, List<InetAddress>> addresses = new LinkedHashMap<>();
  private Duration timeToLive = Duration.ofMinutes(1);
  private boolean isAway;
  private int asked;

  PaperDns(VirtualLoop loop) {
    this.loop = loop;
  }

  PaperDns service(String name, Service... those) {
    services.put(name, List.of(those));
    return this;
  }

  PaperDns host(String name, String... those) {
    addresses.put(name, List.of(those).stream().map(InetAddress::ofLiteral).toList());
    return this;
  }

  PaperDns livesFor(Duration time) {
    timeToLive = time;
    return this;
  }

  /** Nobody answers any more. */
  PaperDns goesAway() {
    isAway = true;
    return this;
  }

  PaperDns comesBack() {
    isAway = false;
    return this;
  }

  int asked() {
    return asked;
  }

  @Override
  public void services(String name, Consumer<Answer<Service>> told) {
    tell(services.get(name), told);
  }

  @Override
  public void addresses(String name, Consumer<Answer<InetAddress>> told) {
    tell(addresses.get(name), told);
  }

  private <T> void tell(List<T> known, Consumer<Answer<T>> told) {
    asked++;
    if (isAway) {
      loop.schedule(TIMEOUT, () -> told.accept(new Answer.Failed<>("no name server answers")));
    } else if (known == null) {
      loop.schedule(DELAY, () -> told.accept(new Answer.Nothing<>()));
    } else {
      loop.schedule(DELAY, () -> told.accept(new Answer.Found<>(known, timeToLive)));
    }
  }
}
