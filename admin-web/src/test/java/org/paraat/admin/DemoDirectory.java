package org.paraat.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.directory.Switch.Position;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/** A small organisation like the demo one. */
final class DemoDirectory {
  private DemoDirectory() {}

  static Directory of() {
    return new Directory(
        7,
        new Organisation(
            "Huisartsenpost Oost",
            "paraat",
            List.of(),
            "31",
            List.of("112"),
            Language.DUTCH,
            List.of("0900")),
        List.of(
            new Device(new DeviceId("desk1"), Device.Kind.DESK_PHONE),
            new Device(new DeviceId("web1"), Device.Kind.BROWSER_PHONE)),
        List.of(
            new Extension(
                new ExtensionNumber("1301"), "Arts 1301", Extension.Role.DOCTOR, Language.DUTCH)),
        List.of(
            queue("999", "Triage", Urgency.ROUTINE),
            queue("900", "Spoed", Urgency.EMERGENCY),
            queue("998", "Informatie", Urgency.ROUTINE)),
        List.of(),
        List.of(trunk("carrier-a", 5080), trunk("carrier-b", 5082)),
        switches(),
        new MobilePhones(Optional.empty(), List.of(new PhoneNumber("+31600000001")), List.of()));
  }

  private static List<Switch> switches() {
    return List.of(
        new Switch(
            new SwitchId("meldtekst"),
            "Meldtekst Huisartsenpost",
            List.of(
                announcing("Open", Destination.Afterwards.GO_ON),
                announcing("Gesloten", Destination.Afterwards.END_CALL),
                announcing("Waarneming", Destination.Afterwards.GO_ON),
                announcing("Calamiteit", Destination.Afterwards.GO_ON))),
        new Switch(
            new SwitchId("hap"),
            "HAP",
            List.of(
                to("Open", new Destination.ToQueue(new QueueCode("999"))),
                announcing("Gesloten", Destination.Afterwards.END_CALL),
                to(
                    "Externe doorschakeling",
                    new Destination.ToNumber(new PhoneNumber("+31600000021"))),
                to("Calamiteit", new Destination.ToMobileConnect()))),
        new Switch(
            new SwitchId("nacht"),
            "Nachtlijn",
            List.of(
                to("Arts", new Destination.ToExtension(new ExtensionNumber("1301"))),
                to("Informatie", new Destination.ToQueue(new QueueCode("998"))),
                to("Als HAP", new Destination.ToSwitch(new SwitchId("hap"))),
                to("Kring", new Destination.ToSwitch(new SwitchId("nacht"))),
                to("SOS", new Destination.ToSosLine()))));
  }

  private static Position to(String name, Destination destination) {
    return new Position(new PositionId(name), destination);
  }

  private static Position announcing(String name, Destination.Afterwards afterwards) {
    return to(name, new Destination.ToAnnouncement(new PromptId("melding-" + name), afterwards));
  }

  private static Queue queue(String code, String name, Urgency urgency) {
    return new Queue(
        new QueueCode(code),
        name,
        urgency,
        Queue.RingStrategy.LONGEST_IDLE,
        Duration.ofSeconds(15),
        Duration.ofSeconds(2),
        new PromptId("music"));
  }

  private static Trunk trunk(String name, int port) {
    Trunk trunk = Trunk.at(new TrunkId(name), Trunk.Server.at("127.0.0.1", port));
    return port == 5080 ? trunk.carrying(new Channels(30, 4)) : trunk;
  }
}
