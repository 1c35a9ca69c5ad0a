package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.system.load.KillLoad;
import org.paraat.system.load.KilledServer;

/** The platform is killed without a warning, and what it had confirmed is so at the next start. */
@Tag("system")
@Timeout(400)
class KillSystemTest {
  private static final int KILLS = 6;
  private static final long SEED = 1;

  @Test
  void whatWasConfirmedSurvivesEveryKillOfTheServerAndOfItsDatabase() throws Exception {
    Path data = House.dataFolder();
    Path log = House.folderFor("log").resolve("paraat.log");
    int sipPort = FreePorts.one();
    int httpPort = FreePorts.one();
    int rtpPorts = FreePorts.block(PackagedServer.RTP_PORTS);
    var told = new ByteArrayOutputStream();
    boolean isGood;
    try (var carriers = new Carriers()) {
      carriers.lend(Carriers.A);
      try (var server =
              new KilledServer(
                  ServerCommand.of("demo", data, sipPort, httpPort, rtpPorts),
                  data,
                  log,
                  httpPort);
          var load =
              new KillLoad(
                  server,
                  sipPort,
                  Carriers.A,
                  SEED,
                  new PrintStream(told, true, StandardCharsets.UTF_8))) {
        isGood = load.run(KILLS);
      }
      carriers.takeBack(Carriers.A);
    }
    assertTrue(isGood, () -> told.toString(StandardCharsets.UTF_8));
  }
}
