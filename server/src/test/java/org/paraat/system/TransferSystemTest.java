package org.paraat.system;

import java.io.IOException;
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
class TransferSystemTest extends OnTheDemo {
  private static Player player;

  @BeforeAll
  static void castsThePhones() throws NotConnected {
    carriers.lend(Carriers.A);
    carriers.lend(Carriers.B);
    player = new Player(server.sipPort(), server.httpPort(), Carriers.A, Optional.empty());
  }

  @AfterAll
  static void theyGoHome() throws IOException {
    player.close();
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
