package org.paraat.provisioning.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
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

/** A small out-of-hours doctors' post, so that a newcomer can place a call within a minute. */
final class DemoOrganisation {
  private static final String COUNTRY_CODE = "31";
  private static final QueueCode TRIAGE = new QueueCode("999");
  private static final QueueCode EMERGENCY = new QueueCode("900");
  private static final QueueCode INFORMATION = new QueueCode("998");
  private static final SwitchId ANNOUNCEMENT_SWITCH = new SwitchId("meldtekst");
  private static final SwitchId REDIRECT_SWITCH = new SwitchId("hap");

  /**
   * Where a call costs much and helps nobody: information and entertainment lines, dial-up,
   * personal numbers, satellites and international networks, which are what stolen phones are used
   * for.
   */
  private static final List<String> COSTLY =
      List.of("0900", "0906", "0909", "0676", "+878", "+881", "+882", "+883", "+979");

  private static final int FIRST_TRIAGIST = 1201;
  private static final int LAST_TRIAGIST = 1208;

  private DemoOrganisation() {}

  static Sample sample(int carrierPort) {
    var directory =
        new Directory(
            0,
            organisation("Demo Huisartsenpost"),
            devices(),
            people(),
            queues(),
            numbers(),
            trunks("carrier-a", "carrier-b", carrierPort),
            List.of(redirectSwitch(), announcementSwitch()),
            new MobilePhones(
                Optional.of(number("082780")),
                List.of(number("0600000001"), number("0600000002"), number("0600000003")),
                List.of(number("0600000011"), number("0600000012"))));
    return new Sample(directory, Sample.PORTAL_USERS, List.of());
  }

  static Organisation organisation(String name) {
    return new Organisation(
        name,
        "paraat",
        List.of("127.0.0.1", "demo.paraat"),
        COUNTRY_CODE,
        List.of("112"),
        Language.DUTCH,
        COSTLY);
  }

  private static List<Device> devices() {
    var devices = new ArrayList<Device>();
    addDevices(devices, "desk", 8, Device.Kind.DESK_PHONE, Encryption.OFFERED);
    addDevices(devices, "soft", 2, Device.Kind.SOFTPHONE, Encryption.OFFERED);
    addDevices(devices, "web", 4, Device.Kind.BROWSER_PHONE, Encryption.OFFERED);
    return devices;
  }

  static void addDevices(
      List<Device> devices, String name, int count, Device.Kind kind, Encryption encryption) {
    for (int i = 1; i <= count; i++) {
      devices.add(new Device(new DeviceId(name + i), kind, encryption));
    }
  }

  private static List<Extension> people() {
    var people = new ArrayList<Extension>();
    for (int number = FIRST_TRIAGIST; number <= LAST_TRIAGIST; number++) {
      people.add(person("Triagist", Integer.toString(number), Extension.Role.TRIAGIST));
    }
    people.add(person("Triagist", "1234", Extension.Role.TRIAGIST));
    people.add(person("Arts", "1301", Extension.Role.DOCTOR));
    people.add(person("Teamleider", "1401", Extension.Role.TEAM_LEADER));
    return people;
  }

  static Extension person(String title, String number, Extension.Role role) {
    return new Extension(new ExtensionNumber(number), title + " " + number, role, Language.DUTCH);
  }

  private static List<Queue> queues() {
    return List.of(
        queue(EMERGENCY, "Spoed", Urgency.EMERGENCY, Queue.RingStrategy.RING_ALL, Duration.ZERO),
        queue(
            INFORMATION,
            "Informatie",
            Urgency.ROUTINE,
            Queue.RingStrategy.LONGEST_IDLE,
            Duration.ZERO),
        queue(
            TRIAGE,
            "Triage",
            Urgency.ROUTINE,
            Queue.RingStrategy.LONGEST_IDLE,
            Duration.ofSeconds(2)));
  }

  static Queue queue(
      QueueCode code, String name, Urgency urgency, Queue.RingStrategy strategy, Duration wrapUp) {
    return new Queue(
        code, name, urgency, strategy, Duration.ofSeconds(15), wrapUp, new PromptId("music"));
  }

  private static List<Number> numbers() {
    var numbers = new ArrayList<Number>();
    numbers.add(
        new Number(
            number("0880000100"),
            List.of(
                new Destination.ToSwitch(ANNOUNCEMENT_SWITCH),
                new Destination.ToSwitch(REDIRECT_SWITCH))));
    numbers.add(to("0880000112", new Destination.ToQueue(EMERGENCY)));
    numbers.add(to("0880000150", new Destination.ToNumber(number("0600000050"))));
    numbers.add(to("0880000198", new Destination.ToQueue(INFORMATION)));
    numbers.add(to("0880000199", new Destination.ToSosLine()));
    for (int person = FIRST_TRIAGIST; person <= LAST_TRIAGIST; person++) {
      var extension = new ExtensionNumber(Integer.toString(person));
      numbers.add(to("088000" + extension, new Destination.ToExtension(extension)));
    }
    return numbers;
  }

  static Number to(String written, Destination destination) {
    return new Number(number(written), List.of(destination));
  }

  static PhoneNumber number(String written) {
    return PhoneNumber.parse(written, COUNTRY_CODE)
        .orElseThrow(() -> new IllegalStateException(written + " is no number"));
  }

  static List<Trunk> trunks(String first, String second, int port) {
    return List.of(trunk(first, port), trunk(second, port + 2));
  }

  private static Trunk trunk(String name, int port) {
    return Trunk.at(new TrunkId(name), Trunk.Server.at("127.0.0.1", port));
  }

  private static Switch announcementSwitch() {
    return new Switch(
        ANNOUNCEMENT_SWITCH,
        "Meldtekst Huisartsenpost",
        List.of(
            position("Open", announcement("meldtekst-open", Afterwards.GO_ON)),
            position("Gesloten", announcement("meldtekst-gesloten", Afterwards.END_CALL)),
            position("Waarneming", announcement("meldtekst-waarneming", Afterwards.GO_ON)),
            position("Calamiteit", announcement("meldtekst-calamiteit", Afterwards.GO_ON))));
  }

  private static Switch redirectSwitch() {
    return new Switch(
        REDIRECT_SWITCH,
        "HAP",
        List.of(
            position("Open", new Destination.ToQueue(TRIAGE)),
            position("Gesloten", announcement("hap-gesloten", Afterwards.END_CALL)),
            position("Externe doorschakeling", new Destination.ToNumber(number("0600000021"))),
            position("Calamiteit", new Destination.ToMobileConnect())));
  }

  private static Switch.Position position(String name, Destination destination) {
    return new Switch.Position(new PositionId(name), destination);
  }

  private static Destination announcement(String prompt, Afterwards afterwards) {
    return new Destination.ToAnnouncement(new PromptId(prompt), afterwards);
  }
}
