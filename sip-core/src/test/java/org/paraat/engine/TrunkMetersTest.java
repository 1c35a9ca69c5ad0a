package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;

class TrunkMetersTest {
  private static final Trunk CARRIER =
      Trunk.at(new TrunkId("carrier-a"), Trunk.Server.at("127.0.0.1", 5080));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TrunkMeters meters = new TrunkMeters(registry);

  private static Directory with(Trunk... trunks) {
    return new Directory(
        1,
        Organisation.UNNAMED,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(trunks),
        List.of(),
        MobilePhones.NONE);
  }

  private double gauge(String name) {
    return registry.get(name).tag("trunk", "carrier-a").gauge().value();
  }

  @Test
  void aTrunkThatCarriesNothingYetShowsItsChannels() {
    meters.configure(with(CARRIER.carrying(new Channels(30, 4))));
    assertEquals(30, gauge("paraat.trunk.channels"));
    assertEquals(0, gauge("paraat.trunk.channels.used"));
  }

  @Test
  void whatIsInUseFollowsTheLegsAndSurvivesAnotherConfiguration() {
    meters.configure(with(CARRIER));
    meters.begins(CARRIER.id());
    meters.begins(CARRIER.id());
    meters.ends(CARRIER.id());
    meters.configure(with(CARRIER.carrying(new Channels(10, 0))));
    assertEquals(1, gauge("paraat.trunk.channels.used"));
    assertEquals(10, gauge("paraat.trunk.channels"));
  }

  @Test
  void aTrunkThatIsGoneHasNoChannels() {
    meters.configure(with(CARRIER.carrying(new Channels(30, 4))));
    meters.configure(with());
    assertEquals(0, gauge("paraat.trunk.channels"));
  }
}
