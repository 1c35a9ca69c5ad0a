package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private static Connections of(int most, int ofSource) {
    return new Connections(ConnectionBounds.usual().connections(most, ofSource));
  }

  private static Optional<Refusal> comes(Connections connections, String address) {
    return connections.admit(InetAddress.ofLiteral(address));
  }

  @Test
  void allAddressesOfAnIpv6NetworkAreOneSource() {
    Connections connections = of(100, 1);
    assertEquals(Optional.empty(), comes(connections, "2001:db8:0:1::1"));
    assertEquals(Optional.of(Refusal.SOURCE_FULL), comes(connections, "2001:db8:0:1:ffff::2"));
    assertEquals(Optional.empty(), comes(connections, "2001:db8:0:2::1"));
    assertEquals(Optional.empty(), comes(connections, "192.0.2.1"));
    assertEquals(Optional.empty(), comes(connections, "192.0.2.2"));
    connections.left(InetAddress.ofLiteral("2001:db8:0:1::9"));
    assertEquals(Optional.empty(), comes(connections, "2001:db8:0:1::3"));
  }

  @Test
  void whoComesInLeavesRoomForConnectionsThatWeMake() {
    Connections connections = of(10, 100);
    for (int i = 0; i < 9; i++) {
      assertEquals(Optional.empty(), comes(connections, "192.0.2.1"));
    }
    assertEquals(Optional.of(Refusal.CONNECTIONS_FULL), comes(connections, "192.0.2.2"));
    assertTrue(connections.makesRoom());
    assertFalse(connections.makesRoom());
    assertEquals(10, connections.open());
  }
}
