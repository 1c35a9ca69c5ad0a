package org.paraat.simulation;

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

/** The doctors' post of an evening: like the demo organisation, with more desks. */
final class Post {
  static final int DESKS = 24;
  static final String EMERGENCY_QUEUE = "900";
  static final List<String> QUEUES = List.of("999", "900", "998");
  static final String MAIN_NUMBER = "0880000100";
  static final String EMERGENCY_NUMBER = "0880000112";
  static final String INFORMATION_NUMBER = "0880000198";
  static final String SOS_NUMBER = "0880000199";
  static final String FORWARDED_NUMBER = "0880000150";
  static final String FORWARDED_TO = "0600000050";
  static final String MUSIC = "music-";

  /** Each queue has at least this; a change of configuration may give it more. */
  static final Duration WRAP_UP = ofSeconds(2);

  static final Duration LONGEST_WRAP_UP = ofSeconds(3);
  static final Duration LONGEST_RING = ofSeconds(15);
  static final Duration TRUNK_MAY_BE_SILENT = Trunk.Patience.USUAL.silenceUntilNext();
  static final List<String> TRUNKS = List.of("carrier-a", "carrier-b");
  static final List<String> MOBILES = List.of("0600000001", "0600000002", "0600000003");
  static final List<String> SOS_PHONES = List.of("0600000011", "0600000012");
  static final List<String> MESSAGE_POSITIONS =
      List.of("Open", "Gesloten", "Waarneming", "Calamiteit");
  static final List<String> LINE_POSITIONS =
      List.of("Open", "Gesloten", "Externe doorschakeling", "Calamiteit");

  /** After these we may hang up. */
  static final List<String> GOODBYES = List.of("goodbye", "meldtekst-gesloten", "hap-gesloten");

  private Post() {}

  static String person(int desk) {
    return Integer.toString(1200 + desk);
  }

  static String device(int desk) {
    return "desk" + desk;
  }

  static String directNumber(String person) {
    return "088000" + person;
  }

  static String addressOf(String trunk) {
    return "10.0.9." + (1 + TRUNKS.indexOf(trunk));
  }

  static String messageOf(String position) {
    return "meldtekst-" + position.toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * What is configured.
   *
   * @param version even and odd ones differ in small things, as after a change in the portal
   */
  static Directory directory(long version) {
    boolean isChanged = version % 2 == 0;
    List<Device> devices = new ArrayList<>();
    List<Extension> people = new ArrayList<>();
    List<Number> numbers = new ArrayList<>();
    numbers.add(number(MAIN_NUMBER, atSwitch("meldtekst"), atSwitch("hap")));
    numbers.add(number(EMERGENCY_NUMBER, queue("900")));
    numbers.add(number(INFORMATION_NUMBER, queue("998")));
    numbers.add(number(SOS_NUMBER, new Destination.ToSosLine()));
    numbers.add(number(FORWARDED_NUMBER, outside(FORWARDED_TO)));
    for (int desk = 1; desk <= DESKS; desk++) {
      devices.add(new Device(new DeviceId(device(desk)), Device.Kind.DESK_PHONE));
      var extension = new ExtensionNumber(person(desk));
      people.add(
          new Extension(extension, "Triagist " + desk, Extension.Role.TRIAGIST, Language.DUTCH));
      numbers.add(number(directNumber(person(desk)), new Destination.ToExtension(extension)));
    }
    List<String> trunks = isChanged ? TRUNKS.reversed() : TRUNKS;
    return new Directory(
        version,
        new Organisation(
            "Post", "paraat", List.of("post.test"), "31", List.of("112"), Language.DUTCH),
        devices,
        people,
        queues(isChanged),
        numbers,
        trunks.stream().map(Post::trunk).toList(),
        switches(),
        new MobilePhones(
            Optional.of(parsed("0882780")),
            MOBILES.stream().map(Post::parsed).toList(),
            SOS_PHONES.stream().map(Post::parsed).toList()));
  }

  private static List<Queue> queues(boolean isChanged) {
    return List.of(
        new Queue(
            new QueueCode("999"),
            "Triage",
            Urgency.ROUTINE,
            Queue.RingStrategy.LONGEST_IDLE,
            LONGEST_RING,
            WRAP_UP,
            new PromptId(MUSIC + "999")),
        new Queue(
            new QueueCode("900"),
            "Spoed",
            Urgency.EMERGENCY,
            Queue.RingStrategy.RING_ALL,
            LONGEST_RING,
            WRAP_UP,
            new PromptId(MUSIC + "900")),
        new Queue(
            new QueueCode("998"),
            "Informatie",
            Urgency.ROUTINE,
            Queue.RingStrategy.LONGEST_IDLE,
            isChanged ? ofSeconds(12) : LONGEST_RING,
            isChanged ? LONGEST_WRAP_UP : WRAP_UP,
            new PromptId(MUSIC + "998")));
  }

  private static List<Switch> switches() {
    return List.of(
        new Switch(
            new SwitchId("meldtekst"),
            "Meldtekst",
            MESSAGE_POSITIONS.stream()
                .map(
                    p ->
                        position(
                            p,
                            new Destination.ToAnnouncement(
                                new PromptId(messageOf(p)),
                                p.equals("Gesloten") ? Afterwards.END_CALL : Afterwards.GO_ON)))
                .toList()),
        new Switch(
            new SwitchId("hap"),
            "HAP",
            List.of(
                position("Open", queue("999")),
                position(
                    "Gesloten",
                    new Destination.ToAnnouncement(
                        new PromptId("hap-gesloten"), Afterwards.END_CALL)),
                position("Externe doorschakeling", outside("0600000021")),
                position("Calamiteit", new Destination.ToMobileConnect()))));
  }

  private static Switch.Position position(String name, Destination destination) {
    return new Switch.Position(new PositionId(name), destination);
  }

  private static Number number(String number, Destination... steps) {
    return new Number(parsed(number), List.of(steps));
  }

  private static Destination atSwitch(String id) {
    return new Destination.ToSwitch(new SwitchId(id));
  }

  private static Destination queue(String code) {
    return new Destination.ToQueue(new QueueCode(code));
  }

  private static Destination outside(String number) {
    return new Destination.ToNumber(parsed(number));
  }

  private static PhoneNumber parsed(String number) {
    return PhoneNumber.parse(number, "31").orElseThrow();
  }

  private static Trunk trunk(String name) {
    return Trunk.at(new TrunkId(name), Trunk.Server.at(addressOf(name), World.CARRIER_PORT));
  }
}
