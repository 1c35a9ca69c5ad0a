package org.paraat.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.TrunkId;

/** The organisation of a scenario while it is being described; becomes a directory. */
final class OrganisationSketch {
  private static final String COUNTRY = "31";

  private final Set<String> devices = new LinkedHashSet<>();
  private final Map<String, String> phoneOf = new LinkedHashMap<>();
  private final List<QueueSketch> queues = new ArrayList<>();
  private final Map<String, List<Destination>> numbers = new LinkedHashMap<>();
  private final Map<String, SipPlace> trunks = new LinkedHashMap<>();
  private final Map<String, UnaryOperator<Trunk>> unusual = new LinkedHashMap<>();
  private final Map<String, List<Switch.Position>> switches = new LinkedHashMap<>();
  private final List<PhoneNumber> mobileConnect = new ArrayList<>();
  private final List<PhoneNumber> sos = new ArrayList<>();
  private Optional<PhoneNumber> accessNumber = Optional.empty();

  /** Where a carrier is. */
  record SipPlace(String address, int port) {}

  static PhoneNumber number(String written) {
    return PhoneNumber.parse(written, COUNTRY)
        .orElseThrow(() -> new IllegalArgumentException("not a number: " + written));
  }

  void device(String user) {
    devices.add(user);
  }

  /** Somebody who is not logged in. */
  void person(String extension) {
    phoneOf.putIfAbsent(extension, "");
  }

  /** Somebody who is logged in at a phone. */
  void personAt(String extension, String device) {
    devices.add(device);
    phoneOf.put(extension, device);
  }

  void queue(QueueSketch queue) {
    queues.add(queue);
  }

  void number(String number, List<Destination> steps) {
    numbers.put(number, steps);
  }

  void trunk(String name, String address, int port) {
    trunks.put(name, new SipPlace(address, port));
  }

  /** The carrier is reached, or is agreed with, otherwise than the usual ones. */
  void trunkIs(String name, UnaryOperator<Trunk> otherwise) {
    unusual.put(name, otherwise);
  }

  void position(String switchId, String position, Destination destination) {
    switches
        .computeIfAbsent(switchId, _ -> new ArrayList<>())
        .add(new Switch.Position(new PositionId(position), destination));
  }

  void accessNumber(String number) {
    accessNumber = Optional.of(number(number));
  }

  void mobileConnect(String number) {
    mobileConnect.add(number(number));
  }

  void sos(String number) {
    sos.add(number(number));
  }

  Set<String> devices() {
    return devices;
  }

  Map<String, SipPlace> trunks() {
    return trunks;
  }

  Directory directory(long version) {
    return new Directory(
        version,
        new Organisation(
            "Post", Office.REALM, List.of("post.test"), COUNTRY, List.of("112"), Language.DUTCH),
        devices.stream().map(d -> new Device(new DeviceId(d), Device.Kind.DESK_PHONE)).toList(),
        phoneOf.keySet().stream().map(OrganisationSketch::extension).toList(),
        queues.stream().map(QueueSketch::queue).toList(),
        allNumbers(),
        trunks.entrySet().stream()
            .map(e -> unusualOr(e.getKey()).apply(trunk(e.getKey(), e.getValue())))
            .toList(),
        switches.entrySet().stream()
            .map(e -> new Switch(new SwitchId(e.getKey()), e.getKey(), e.getValue()))
            .toList(),
        new MobilePhones(accessNumber, mobileConnect, sos));
  }

  private static Extension extension(String number) {
    Extension.Role role =
        switch (number.substring(0, 2)) {
          case "13" -> Extension.Role.DOCTOR;
          case "14" -> Extension.Role.TEAM_LEADER;
          default -> Extension.Role.TRIAGIST;
        };
    String title =
        switch (role) {
          case DOCTOR -> "Arts ";
          case TEAM_LEADER -> "Teamleider ";
          case TRIAGIST -> "Triagist ";
        };
    return new Extension(new ExtensionNumber(number), title + number, role, Language.DUTCH);
  }

  private List<Number> allNumbers() {
    var all = new ArrayList<Number>();
    for (QueueSketch queue : queues) {
      for (String number : queue.numbers()) {
        all.add(new Number(number(number), List.of(new Destination.ToQueue(queue.code()))));
      }
    }
    numbers.forEach((number, steps) -> all.add(new Number(number(number), steps)));
    return all;
  }

  private UnaryOperator<Trunk> unusualOr(String name) {
    return unusual.getOrDefault(name, UnaryOperator.identity());
  }

  private static Trunk trunk(String name, SipPlace place) {
    return Trunk.at(new TrunkId(name), Trunk.Server.at(place.address(), place.port()));
  }

  /** Everybody where the description put them; agents signed on to their queues. */
  Standing standing() {
    var agents = new ArrayList<Standing.AgentStanding>();
    phoneOf.forEach(
        (extension, device) ->
            agents.add(
                new Standing.AgentStanding(
                    new ExtensionNumber(extension),
                    device.isEmpty() ? Optional.empty() : Optional.of(new DeviceId(device)),
                    queues.stream()
                        .filter(queue -> queue.agents().contains(extension))
                        .map(QueueSketch::code)
                        .sorted()
                        .toList(),
                    Standing.Pause.NOT_PAUSED)));
    return new Standing(agents, List.of());
  }
}
