package org.paraat.provisioning.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Destination.Afterwards;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.provisioning.ProvisioningFailed;
import org.paraat.provisioning.TestMariaDb;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.paraat.provisioning.store.ConfigurationStore;
import org.paraat.provisioning.store.Stores;

@ExtendWith(TestMariaDb.class)
class SampleInstallationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final Stores stores = new Stores();

  private ConfigurationSnapshot installed(Database database, SampleOrganisation sample) {
    new SampleInstallation(database, stores, CLOCK).install(sample, what -> {});
    return database.ask(stores::configuration);
  }

  private static PhoneNumber number(String written) {
    return PhoneNumber.parse(written, "31").orElseThrow();
  }

  @Test
  void theDemoComesBackAsItWentIn(Database database) {
    Directory wanted = DemoOrganisation.sample(SampleOrganisation.CARRIER_PORT).directory();
    Directory kept = installed(database, SampleOrganisation.DEMO).directory();
    assertEquals(1, kept.version());
    assertEquals(wanted.organisation(), kept.organisation());
    assertEquals(wanted.devices(), kept.devices());
    assertEquals(wanted.extensions(), kept.extensions());
    assertEquals(wanted.queues(), kept.queues());
    assertEquals(wanted.numbers(), kept.numbers());
    assertEquals(List.copyOf(wanted.trunks().values()), List.copyOf(kept.trunks().values()));
    assertEquals(wanted.switches(), kept.switches());
    assertEquals(wanted.mobiles(), kept.mobiles());
    assertEquals(Standing.NONE, database.ask(stores::standing));
  }

  @Test
  void theDemoIsWhatItsDescriptionSays(Database database) {
    Directory demo = installed(database, SampleOrganisation.DEMO).directory();
    assertEquals(
        "desk1 desk2 desk3 desk4 desk5 desk6 desk7 desk8 soft1 soft2 web1 web2 web3 web4",
        demo.devices().keySet().stream().map(DeviceId::user).collect(Collectors.joining(" ")));
    assertEquals(
        "1201 1202 1203 1204 1205 1206 1207 1208 1234 1301 1401",
        demo.extensions().keySet().stream()
            .map(ExtensionNumber::digits)
            .collect(Collectors.joining(" ")));
    Extension leader = demo.extension(new ExtensionNumber("1401")).orElseThrow();
    assertEquals("Teamleider 1401", leader.displayName());
    assertEquals(Extension.Role.TEAM_LEADER, leader.role());
    Queue triage = demo.queue(new QueueCode("999")).orElseThrow();
    assertEquals(Duration.ofSeconds(2), triage.wrapUp());
    Queue emergency = demo.queue(new QueueCode("900")).orElseThrow();
    assertEquals(Urgency.EMERGENCY, emergency.urgency());
    assertEquals(Queue.RingStrategy.RING_ALL, emergency.strategy());
    assertEquals(
        List.of(
            new Destination.ToSwitch(new SwitchId("meldtekst")),
            new Destination.ToSwitch(new SwitchId("hap"))),
        demo.number(number("+31880000100")).orElseThrow().steps());
    assertEquals(
        List.of(new Destination.ToExtension(new ExtensionNumber("1208"))),
        demo.number(number("0880001208")).orElseThrow().steps());
    assertEquals(13, demo.numbers().size());
    Switch redirect = demo.switchOf(new SwitchId("hap")).orElseThrow();
    assertEquals(
        List.of(
            new Destination.ToQueue(new QueueCode("999")),
            new Destination.ToAnnouncement(new PromptId("hap-gesloten"), Afterwards.END_CALL),
            new Destination.ToNumber(number("0600000021")),
            new Destination.ToMobileConnect()),
        redirect.positions().stream().map(Switch.Position::destination).toList());
    assertEquals(List.of(5080, 5082), portsOf(demo.trunks().values()));
    assertEquals(Optional.of(number("082780")), demo.mobiles().accessNumber());
  }

  @Test
  void theCarriersAreWhereTheInstallationSaysOnTheFirstStart(Database database) {
    for (int port : List.of(6080, 7080)) {
      new SampleInstallation(database, stores, CLOCK)
          .install(SampleOrganisation.DEMO, port, what -> {});
    }
    var trunks = database.ask(stores::configuration).directory().trunks().values();
    assertEquals(List.of(6080, 6082), portsOf(trunks));
  }

  private static List<Integer> portsOf(Collection<Trunk> trunks) {
    return trunks.stream().map(trunk -> trunk.peering().servers().getFirst().port()).toList();
  }

  @Test
  void aSecondStartChangesNothing(Database database) {
    installed(database, SampleOrganisation.DEMO);
    var told = new ArrayList<String>();
    new SampleInstallation(database, stores, CLOCK).install(SampleOrganisation.DEMO, told::add);
    assertEquals(List.of(), told);
    assertEquals(1, database.ask(stores::configuration).directory().version());
  }

  @Test
  void oneOrganisationIsNeverStartedAsAnother(Database database) {
    installed(database, SampleOrganisation.DEMO);
    for (var other : List.of(SampleOrganisation.BENCH, SampleOrganisation.NONE)) {
      var refused = assertThrows(ProvisioningFailed.class, () -> installed(database, other));
      assertTrue(refused.getMessage().contains("\"demo\""), refused::getMessage);
    }
  }

  @Test
  void productionStartsWithNothing(Database database) {
    ConfigurationSnapshot empty = installed(database, SampleOrganisation.NONE);
    assertEquals(0, empty.directory().version());
    assertTrue(empty.directory().devices().isEmpty());
    assertTrue(empty.portalUsers().isEmpty());
    assertEquals(List.of(), empty.wellKnownSecrets());
  }

  @Test
  void theBenchHasTwentyAgentsReady(Database database) {
    Directory bench = installed(database, SampleOrganisation.BENCH).directory();
    Standing standing = database.ask(stores::standing);
    assertEquals(20, standing.agents().size());
    for (Standing.AgentStanding agent : standing.agents()) {
      assertTrue(bench.extension(agent.extension()).isPresent());
      assertTrue(bench.device(agent.device().orElseThrow()).isPresent());
      assertEquals(List.of(new QueueCode("970")), agent.queues());
    }
    assertEquals(
        List.of(new Destination.ToNumber(number("0600000750"))),
        bench.number(number("0880000750")).orElseThrow().steps());
  }

  @Test
  void aWellKnownSecretIsNamedUntilItIsChanged(Database database) {
    List<String> before = installed(database, SampleOrganisation.DEMO).wellKnownSecrets();
    assertEquals(14 + 3 + 3, before.size());
    new ConfigurationStore(database, CLOCK)
        .change(
            "admin",
            "secrets of our own",
            transaction -> {
              stores.devices().setSecret(transaction, new DeviceId("desk1"), "paraat", "Kastanje7");
              stores.portalUsers().setPassword(transaction, "admin", "Wilgenroos 12");
              stores.portalUsers().removeTokens(transaction, "teamleider");
            });
    ConfigurationSnapshot after = database.ask(stores::configuration);
    var changed = new ArrayList<>(before);
    changed.removeAll(after.wellKnownSecrets());
    assertEquals(List.of("desk1", "portal user admin", "API token of teamleider"), changed);
    assertEquals(2, after.directory().version());
  }
}
