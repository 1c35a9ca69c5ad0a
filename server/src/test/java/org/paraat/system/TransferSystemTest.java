package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paraat.server.phone.Phones.NotConnected;
import org.paraat.system.ways.Player;
import org.paraat.system.ways.Way;
import org.paraat.system.ways.Ways;

/**
 * The ways to break a transfer that are over in a moment; {@code scripts/bench transfers} has all.
 */
@Tag("system")
@Timeout(60)
class TransferSystemTest {
  private static Carriers carriers;
  private static PackagedServer server;
  private static Player player;

  @BeforeAll
  static void start() throws NotConnected {
    carriers = new Carriers();
    server = PackagedServer.start("demo");
    carriers.lend(Carriers.A);
    carriers.lend(Carriers.B);
    player = new Player(server.sipPort(), server.httpPort(), Carriers.A, Optional.empty());
  }

  @AfterAll
  static void stop() throws IOException {
    try {
      player.close();
      server.close();
      assertEquals(List.of(), server.troubles());
    } finally {
      carriers.close();
    }
  }

  static Stream<Way> shortWays() {
    return Ways.all().stream().filter(Way::isShort);
  }

  @ParameterizedTest
  @MethodSource("shortWays")
  void noCallerIsLost(Way way) throws Exception {
    player.play(way);
  }
}
