package org.paraat.pbx.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * All that is configured, in one immutable snapshot: a change is a new one with the next version.
 */
public final class Directory {
  public static final Directory EMPTY =
      new Directory(
          0,
          Organisation.UNNAMED,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          MobilePhones.NONE);

  private final long version;
  private final Organisation organisation;
  private final SequencedMap<DeviceId, Device> devices;
  private final SequencedMap<ExtensionNumber, Extension> extensions;
  private final SequencedMap<QueueCode, Queue> queues;
  private final SequencedMap<PhoneNumber, Number> numbers;
  private final SequencedMap<TrunkId, Trunk> trunks;
  private final SequencedMap<SwitchId, Switch> switches;
  private final MobilePhones mobiles;
  private final SequencedMap<ExtensionNumber, PhoneNumber> directNumbers;

  /**
   * @param trunks in order of preference
   * @throws IllegalArgumentException when an id occurs twice
   */
  public Directory(
      long version,
      Organisation organisation,
      List<Device> devices,
      List<Extension> extensions,
      List<Queue> queues,
      List<Number> numbers,
      List<Trunk> trunks,
      List<Switch> switches,
      MobilePhones mobiles) {
    this.version = version;
    this.organisation = organisation;
    this.devices = indexed(devices, Device::id);
    this.extensions = indexed(extensions, Extension::number);
    this.queues = indexed(queues, Queue::code);
    this.numbers = indexed(numbers, Number::number);
    this.trunks = indexed(trunks, Trunk::id);
    this.switches = indexed(switches, Switch::id);
    this.mobiles = mobiles;
    this.directNumbers = directNumbers(numbers);
  }

  private static SequencedMap<ExtensionNumber, PhoneNumber> directNumbers(List<Number> numbers) {
    var direct = new LinkedHashMap<ExtensionNumber, PhoneNumber>();
    for (Number number : numbers) {
      if (number.steps().getFirst() instanceof Destination.ToExtension(var extension)) {
        direct.putIfAbsent(extension, number.number());
      }
    }
    return Collections.unmodifiableSequencedMap(direct);
  }

  private static <K, V> SequencedMap<K, V> indexed(List<V> values, Function<V, K> key) {
    var index = new LinkedHashMap<K, V>();
    for (V value : values) {
      if (index.putIfAbsent(key.apply(value), value) != null) {
        throw new IllegalArgumentException("configured twice: " + key.apply(value));
      }
    }
    return Collections.unmodifiableSequencedMap(index);
  }

  public long version() {
    return version;
  }

  public Organisation organisation() {
    return organisation;
  }

  public SequencedMap<DeviceId, Device> devices() {
    return devices;
  }

  public SequencedMap<ExtensionNumber, Extension> extensions() {
    return extensions;
  }

  public SequencedMap<QueueCode, Queue> queues() {
    return queues;
  }

  public SequencedMap<PhoneNumber, Number> numbers() {
    return numbers;
  }

  /** In order of preference for outbound calls. */
  public SequencedMap<TrunkId, Trunk> trunks() {
    return trunks;
  }

  public SequencedMap<SwitchId, Switch> switches() {
    return switches;
  }

  public MobilePhones mobiles() {
    return mobiles;
  }

  public Optional<Device> device(DeviceId id) {
    return Optional.ofNullable(devices.get(id));
  }

  public Optional<Extension> extension(ExtensionNumber number) {
    return Optional.ofNullable(extensions.get(number));
  }

  public Optional<Queue> queue(QueueCode code) {
    return Optional.ofNullable(queues.get(code));
  }

  public Optional<Number> number(PhoneNumber number) {
    return Optional.ofNullable(numbers.get(number));
  }

  /** The public number that leads straight to a person. */
  public Optional<PhoneNumber> directNumberOf(ExtensionNumber person) {
    return Optional.ofNullable(directNumbers.get(person));
  }

  /** The first of our numbers: who we are for calls that have no number of their own. */
  public Optional<PhoneNumber> mainNumber() {
    return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.firstEntry().getKey());
  }

  public Optional<Trunk> trunk(TrunkId id) {
    return Optional.ofNullable(trunks.get(id));
  }

  public Optional<Switch> switchOf(SwitchId id) {
    return Optional.ofNullable(switches.get(id));
  }

  /** Whether callers may come to where emergencies are helped: of a switch in any position. */
  public boolean leadsToEmergency(Destination to) {
    return leadsToEmergency(to, new LinkedHashSet<>());
  }

  /** A switch may lead to others, also round to itself. */
  private boolean leadsToEmergency(Destination to, Set<SwitchId> seen) {
    return switch (to) {
      case Destination.ToQueue(var code) -> isForEmergencies(code);
      case Destination.ToSwitch(var id) ->
          seen.add(id)
              && switchOf(id).stream()
                  .flatMap(known -> known.positions().stream())
                  .anyMatch(position -> leadsToEmergency(position.destination(), seen));
      case Destination.ToEmergencyServices _, Destination.ToSosLine _ -> true;
      case Destination.ToExtension _,
          Destination.ToNumber _,
          Destination.ToAnnouncement _,
          Destination.ToFeatureCode _,
          Destination.ToMobileConnect _,
          Destination.Refused _ ->
          false;
    };
  }

  private boolean isForEmergencies(QueueCode code) {
    return queue(code).filter(queue -> queue.urgency() == Urgency.EMERGENCY).isPresent();
  }

  /** The same in every process: it is printed by replays, which are compared. */
  @Override
  public String toString() {
    return "Directory[version=" + version + "]";
  }
}
