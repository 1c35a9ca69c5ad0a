package org.paraat.pbx;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Queue.RingStrategy;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Destination.Afterwards;
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

/** A doctors' post like the demo organisation, for tests to change as they need. */
final class DemoDirectory {
  long version = 1;
  Organisation organisation =
      new Organisation("Huisartsenpost", "paraat", List.of(), "31", List.of("112"), Language.DUTCH);
  final List<Device> devices = new ArrayList<>();
  final List<Extension> extensions = new ArrayList<>();
  final List<Queue> queues = new ArrayList<>();
  final List<Number> numbers = new ArrayList<>();
  final List<Trunk> trunks = new ArrayList<>();
  final List<Switch> switches = new ArrayList<>();
  List<PhoneNumber> mobileConnect =
      List.of(number("0600000001"), number("0600000002"), number("0600000003"));
  List<PhoneNumber> sos = List.of(number("0600000011"), number("0600000012"));

  DemoDirectory() {
    for (int i = 1; i <= 8; i++) {
      device("desk" + i);
      person("120" + i, "Triagist 120" + i);
      number("088000120" + i, new Destination.ToExtension(new ExtensionNumber("120" + i)));
    }
    person("1301", "Arts 1301");
    queue("999", Urgency.ROUTINE, RingStrategy.LONGEST_IDLE, ofSeconds(2));
    queue("900", Urgency.EMERGENCY, RingStrategy.RING_ALL, ZERO);
    queue("998", Urgency.ROUTINE, RingStrategy.LONGEST_IDLE, ZERO);
    numbers.addFirst(
        new Number(
            number("0880000100"),
            List.of(
                new Destination.ToSwitch(new SwitchId("meldtekst")),
                new Destination.ToSwitch(new SwitchId("hap")))));
    number("0880000112", toQueue("900"));
    number("0880000198", toQueue("998"));
    number("0880000999", toQueue("999"));
    number("0880000199", new Destination.ToSosLine());
    number("0880000150", new Destination.ToNumber(number("0600000050")));
    trunk("carrier-a", 5080);
    trunk("carrier-b", 5082);
    switches.add(
        new Switch(
            new SwitchId("meldtekst"),
            "Meldtekst",
            List.of(
                position("Open", announcement("welcome", Afterwards.GO_ON)),
                position("Gesloten", announcement("closed", Afterwards.END_CALL)))));
    switches.add(
        new Switch(
            new SwitchId("hap"),
            "HAP",
            List.of(
                position("Open", toQueue("999")),
                position("Gesloten", announcement("closed", Afterwards.END_CALL)),
                position("Externe doorschakeling", new Destination.ToNumber(number("0600000021"))),
                position("Calamiteit", new Destination.ToMobileConnect()))));
  }

  static PhoneNumber number(String written) {
    return PhoneNumber.parse(written, "31").orElseThrow();
  }

  static Destination toQueue(String code) {
    return new Destination.ToQueue(new QueueCode(code));
  }

  static Destination announcement(String name, Afterwards afterwards) {
    return new Destination.ToAnnouncement(new PromptId(name), afterwards);
  }

  static Switch.Position position(String name, Destination destination) {
    return new Switch.Position(new PositionId(name), destination);
  }

  void device(String user) {
    devices.add(new Device(new DeviceId(user), Device.Kind.DESK_PHONE));
  }

  void person(String extension, String name) {
    extensions.add(
        new Extension(
            new ExtensionNumber(extension), name, Extension.Role.TRIAGIST, Language.DUTCH));
  }

  void queue(String code, Urgency urgency, RingStrategy strategy, Duration wrapUp) {
    queues.add(
        new Queue(
            new QueueCode(code),
            "Queue " + code,
            urgency,
            strategy,
            ofSeconds(15),
            wrapUp,
            new PromptId("music")));
  }

  void number(String written, Destination... steps) {
    numbers.add(new Number(number(written), List.of(steps)));
  }

  void trunk(String name, int port) {
    trunks.add(Trunk.at(new TrunkId(name), Trunk.Server.at("127.0.0.1", port)));
  }

  Directory build() {
    return new Directory(
        version++,
        organisation,
        devices,
        extensions,
        queues,
        numbers,
        trunks,
        switches,
        new MobilePhones(Optional.of(number("082780")), mobileConnect, sos));
  }
}
