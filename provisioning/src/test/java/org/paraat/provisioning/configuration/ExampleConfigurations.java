package org.paraat.provisioning.configuration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.paraat.provisioning.store.PortalUser;
import org.paraat.provisioning.store.PortalUserStore.Account;
import org.paraat.sip.digest.HashedSecret;

/** A small organisation, in as many versions as are asked for. */
final class ExampleConfigurations {
  static final DeviceId DESK = new DeviceId("desk1");

  private ExampleConfigurations() {}

  static ConfigurationSnapshot version(long version, String... wellKnownSecrets) {
    var secrets = new LinkedHashMap<DeviceId, HashedSecret>();
    secrets.put(DESK, new HashedSecret("paraat", "md5-" + version, "sha256-" + version));
    return new ConfigurationSnapshot(
        "demo",
        directory(version),
        secrets,
        new LinkedHashMap<>(),
        List.of(
            new Account(
                new PortalUser("admin", PortalUser.Role.ADMINISTRATOR), "$argon2id$", List.of())),
        List.of(wellKnownSecrets));
  }

  private static Directory directory(long version) {
    var triage = new QueueCode("999");
    var number = new PhoneNumber("+31880000100");
    return new Directory(
        version,
        new Organisation("Post", "paraat", List.of("post"), "31", List.of("112"), Language.DUTCH),
        List.of(),
        List.of(
            new Extension(
                new ExtensionNumber("1201"),
                "Triagist é",
                Extension.Role.TRIAGIST,
                Language.DUTCH)),
        List.of(
            new Queue(
                triage,
                "Triage",
                Urgency.ROUTINE,
                Queue.RingStrategy.LONGEST_IDLE,
                Duration.ofSeconds(15),
                Duration.ofMillis(2500),
                new PromptId("music"))),
        List.of(
            new Number(
                number,
                List.of(
                    new Destination.ToSwitch(new SwitchId("hap")),
                    new Destination.ToQueue(triage)))),
        List.of(),
        List.of(
            new Switch(
                new SwitchId("hap"),
                "HAP",
                List.of(
                    new Switch.Position(new PositionId("Open"), new Destination.ToQueue(triage))))),
        new MobilePhones(Optional.of(number), List.of(), List.of(number)));
  }
}
