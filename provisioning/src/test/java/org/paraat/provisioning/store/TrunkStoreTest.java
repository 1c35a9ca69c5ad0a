package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.NumberFormat;
import org.paraat.pbx.directory.SilenceWatch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.provisioning.TestMariaDb;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.demo.SampleOrganisation;

@ExtendWith(TestMariaDb.class)
class TrunkStoreTest {
  private static final Trunk EVERY_KIND =
      new Trunk(
          new TrunkId("carrier-c"),
          new Trunk.Peering(
              List.of(
                  new Trunk.Server("sip.carrier.test", Trunk.ANY_PORT, 0, 60),
                  new Trunk.Server("2001:db8::7", 5071, 10, 0)),
              List.of(
                  new Trunk.Source.FromNetwork("203.0.113.0/24"),
                  new Trunk.Source.WithCertificate("edge.carrier.test")),
              Trunk.Transport.TLS),
          new Trunk.Patience(
              Duration.ofSeconds(7), 3, Duration.ofMillis(1500), Duration.ofSeconds(9)),
          Encryption.OFFERED,
          SilenceWatch.OFF,
          Optional.of(
              new Trunk.Account(
                  "post-88",
                  "carrier.test",
                  "auth-88",
                  Trunk.Joining.REGISTERS,
                  Duration.ofMinutes(10))),
          new Trunk.Conventions(
              Trunk.Trust.UNTRUSTED,
              NumberFormat.E164_WITHOUT_PLUS,
              Trunk.Forwarding.OWN_NUMBER,
              Trunk.Withheld.SHOWN_INSIDE),
          new Channels(30, 4));

  private final Stores stores = new Stores();
  private Database database;

  @BeforeEach
  void installDemo(Database database) {
    this.database = database;
    new SampleInstallation(database, stores, Clock.systemUTC())
        .install(SampleOrganisation.DEMO, what -> {});
    new ConfigurationStore(database, Clock.systemUTC())
        .change("test", "another carrier", t -> stores.trunks().add(t, EVERY_KIND));
  }

  @Test
  void aTrunkComesBackAsItWentInBehindTheOthers() {
    List<Trunk> kept = database.ask(stores.trunks()::all);
    assertEquals(
        List.of("carrier-a", "carrier-b", "carrier-c"),
        kept.stream().map(trunk -> trunk.id().name()).toList());
    assertEquals(EVERY_KIND, kept.getLast());
  }

  @Test
  void aSecretIsKeptAsItWasSealedAndNotInTheDirectory() {
    new ConfigurationStore(database, Clock.systemUTC())
        .change(
            "test",
            "its secret",
            t -> stores.trunks().setSecret(t, EVERY_KIND.id(), "sealed:something"));
    ConfigurationSnapshot kept = database.ask(stores::configuration);
    assertEquals(Map.of(EVERY_KIND.id(), "sealed:something"), kept.trunkSecrets());
    assertEquals(Optional.of(EVERY_KIND), kept.directory().trunk(EVERY_KIND.id()));
  }
}
