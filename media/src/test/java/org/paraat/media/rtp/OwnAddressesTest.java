package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.media.PortsExhausted;

/** What peers are told while the routes of the machine change. */
class OwnAddressesTest {
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");
  private static final InetAddress PEER = InetAddress.ofLiteral("198.51.100.9");
  private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress SECOND = InetAddress.ofLiteral("203.0.113.1");

  private Optional<InetAddress> route = Optional.empty();
  private int asked;
  private long now;

  private OwnAddresses bound(InetAddress... addresses) throws SocketException {
    return new OwnAddresses(
        List.of(addresses),
        MediaSettings.Shown.AS_BOUND,
        peer -> {
          asked++;
          return route;
        },
        () -> now);
  }

  @Test
  void noPeerIsEverToldTheWildcard() throws Exception {
    OwnAddresses own = bound(ANY);
    assertThrows(PortsExhausted.class, () -> own.shownTo(PEER, ANY));
    route = Optional.of(ANY);
    assertThrows(PortsExhausted.class, () -> own.shownTo(PEER, ANY));
  }

  @Test
  void aWayThatWasMissingIsFoundAsSoonAsItIsThere() throws Exception {
    OwnAddresses own = bound(ANY);
    assertThrows(PortsExhausted.class, () -> own.shownTo(PEER, ANY));
    route = Optional.of(FIRST);
    assertEquals(FIRST, own.shownTo(PEER, ANY));
  }

  @Test
  void aWayThatWasFoundIsLookedUpAgainAfterTenSeconds() throws Exception {
    OwnAddresses own = bound(ANY);
    route = Optional.of(FIRST);
    assertEquals(FIRST, own.shownTo(PEER, ANY));
    route = Optional.of(SECOND);
    now += Duration.ofSeconds(9).toNanos();
    assertEquals(FIRST, own.shownTo(PEER, ANY));
    assertEquals(1, asked);
    now += Duration.ofSeconds(1).toNanos();
    assertEquals(SECOND, own.shownTo(PEER, ANY));
  }

  @Test
  void theSessionIsServedWhereTheWayIsNow() throws Exception {
    OwnAddresses own = bound(FIRST, SECOND);
    assertEquals(FIRST, own.serving(PEER));
    route = Optional.of(SECOND);
    assertEquals(SECOND, own.serving(PEER));
    assertEquals(SECOND, own.shownTo(PEER, SECOND));
  }
}
