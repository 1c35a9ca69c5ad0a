package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/**
 * A small organisation with its platform, phones and carriers in virtual time: first it is
 * described, then, with the first telephone that is asked for, it opens.
 */
public final class Office {
  static final String REALM = "paraat";
  static final String PLATFORM_ADDRESS = "10.0.0.1";
  static final int SIP_PORT = 5060;

  private static final Duration SETTLING = Duration.ofMillis(60);
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(1);
  private static final String USUAL_CARRIER = "carrier-a";

  private final OrganisationSketch sketch = new OrganisationSketch();
  private final Platform platform;
  private final Map<String, TestPhone> phones = new LinkedHashMap<>();
  private final Map<String, Transport> transports = new LinkedHashMap<>();
  private final SequencedMap<String, Carrier> carriers = new LinkedHashMap<>();
  private final Map<String, OutsideCaller> outside = new LinkedHashMap<>();
  private final Map<String, Carrier> extraServers = new LinkedHashMap<>();
  private final List<Telephone> seconds = new ArrayList<>();
  private Duration patience = USUAL_PATIENCE;
  private Duration settling = SETTLING;
  private boolean isOpen;
  private long version = 1;
  private int nextQueue = 999;
  private int nextSecond = 10;
  private long nextMediaId = 1_000_000;

  public Office() {
    this(1);
  }

  /**
   * @param seed of everything that chance decides
   */
  public Office(long seed) {
    platform = new Platform(seed);
    OfficeKeeper.opened(this);
  }

  static String secretOf(DeviceId device) {
    return device.user() + "-secret";
  }

  // --- description ---

  public Office queue(String name, UnaryOperator<QueueSketch> described) {
    QueueSketch queue = described.apply(new QueueSketch(name, Integer.toString(nextQueue--)));
    queue.agents().forEach(agent -> sketch.personAt(agent, "phone" + agent));
    sketch.queue(queue);
    return this;
  }

  /** Somebody who is logged in at a phone of their own. */
  public Office person(String extension) {
    sketch.personAt(extension, "phone" + extension);
    return this;
  }

  /** Refuses what comes in beyond so many legs. */
  public Office carriesAtMost(int legs) {
    platform.carriesAtMost(legs);
    return this;
  }

  /** Somebody who is logged in nowhere. */
  public Office personWithoutPhone(String extension) {
    sketch.person(extension);
    return this;
  }

  /** A phone at which nobody is logged in. */
  public Office device(String user) {
    sketch.device(user);
    return this;
  }

  /** A phone that speaks SIP over TCP. */
  public Office deviceOverTcp(String user) {
    transports.put(user, Transport.TCP);
    return device(user);
  }

  public Office directNumber(String number, String extension) {
    return number(number, new Destination.ToExtension(new ExtensionNumber(extension)));
  }

  public Office number(String number, Destination... steps) {
    sketch.number(number, List.of(steps));
    return this;
  }

  public Office position(String switchId, String position, Destination destination) {
    sketch.position(switchId, position, destination);
    return this;
  }

  public Office carrier(String name) {
    sketch.trunk(name, "10.0.9." + (1 + sketch.trunks().size()), 5080);
    return this;
  }

  /** A carrier that is reached, or is agreed with, otherwise than the usual ones. */
  public Office carrier(String name, UnaryOperator<Trunk> otherwise) {
    carrier(name);
    return carrierIs(name, otherwise);
  }

  /** What is agreed with a carrier is another thing from the next configuration on. */
  public Office carrierIs(String name, UnaryOperator<Trunk> otherwise) {
    sketch.trunkIs(name, otherwise);
    return this;
  }

  /** Another server, of a carrier or not, with telephones of its own behind it. */
  public Carrier server(String name, String address) {
    opens();
    return extraServers.computeIfAbsent(address, _ -> new Carrier(this, name, address, 5080));
  }

  /** What the domain name system says. */
  PaperDns names() {
    return platform.names();
  }

  public Office mobileConnect(String accessNumber, String... numbers) {
    sketch.accessNumber(accessNumber);
    List.of(numbers).forEach(sketch::mobileConnect);
    return this;
  }

  public Office sosPhones(String... numbers) {
    List.of(numbers).forEach(sketch::sos);
    return this;
  }

  public static Destination announcement(String prompt) {
    return new Destination.ToAnnouncement(new PromptId(prompt), Destination.Afterwards.GO_ON);
  }

  public static Destination lastAnnouncement(String prompt) {
    return new Destination.ToAnnouncement(new PromptId(prompt), Destination.Afterwards.END_CALL);
  }

  public static Destination atSwitch(String id) {
    return new Destination.ToSwitch(new SwitchId(id));
  }

  public static Destination queueOf(String code) {
    return new Destination.ToQueue(new QueueCode(code));
  }

  public static Destination outsideNumber(String number) {
    return new Destination.ToNumber(numberOf(number));
  }

  static PhoneNumber numberOf(String written) {
    return OrganisationSketch.number(written);
  }

  /** A bad network from now on; observations then wait longer. */
  public Office onANetworkThat(Consumer<SimulatedNetwork> behaviour) {
    behaviour.accept(network());
    patience = Duration.ofSeconds(40);
    return this;
  }

  /** Recordings of this name are missing. */
  public Office withoutRecording(String prompt) {
    platform.prompts().forget(prompt);
    return this;
  }

  // --- life ---

  /** Starts the platform; every phone registers. */
  public Office opens() {
    if (isOpen) {
      return this;
    }
    isOpen = true;
    if (sketch.trunks().isEmpty()) {
      carrier(USUAL_CARRIER);
    }
    sketch
        .trunks()
        .forEach(
            (name, place) ->
                carriers.put(name, new Carrier(this, name, place.address(), place.port())));
    platform.starts(sketch.directory(version), sketch.standing());
    settles();
    int host = 10;
    for (String user : List.copyOf(sketch.devices())) {
      Transport transport = transports.getOrDefault(user, Transport.UDP);
      var phone = new TestPhone(this, new DeviceId(user), "10.0.1." + host++, transport);
      phones.put(user, phone);
      phone.registers();
      within(patience, () -> phone.registeredWith() == 200);
      assertEquals(200, phone.registeredWith(), () -> user + " could not register" + story());
    }
    return this;
  }

  /** The phone at which this person is logged in now. */
  public TestPhone phone(String extension) {
    opens();
    Optional<DeviceId> device =
        platform.view().devices().stream()
            .filter(view -> view.person().equals(Optional.of(new ExtensionNumber(extension))))
            .map(view -> view.id())
            .findFirst();
    return phones.get(
        device
            .orElseThrow(() -> new AssertionError(extension + " is logged in nowhere" + story()))
            .user());
  }

  /** A phone by its own name, whoever sits there. */
  public TestPhone atDevice(String user) {
    opens();
    return Optional.ofNullable(phones.get(user))
        .orElseThrow(() -> new AssertionError("there is no phone " + user));
  }

  /** Somebody outside who calls in, or is called, over the first carrier. */
  public OutsideCaller outsideCaller(String number) {
    opens();
    return outside.computeIfAbsent(number, _ -> carriers.firstEntry().getValue().telephone(number));
  }

  /** The same person can be reached over every carrier: the call shows which was used. */
  public OutsideCaller outsideCaller(String number, String carrier) {
    opens();
    return carrierAt(carrier).telephone(number);
  }

  /** Another apparatus that knows the same secret, such as the same account on a mobile. */
  public TestPhone secondContactOf(String user) {
    opens();
    var second = new TestPhone(this, new DeviceId(user), "10.0.2." + nextSecond++, Transport.UDP);
    seconds.add(second);
    return second;
  }

  /** Somebody on the network who is none of ours. */
  public Stranger stranger(String address) {
    opens();
    var stranger = new Stranger(this, address);
    seconds.add(stranger);
    return stranger;
  }

  public Carrier carrierAt(String name) {
    opens();
    return Optional.ofNullable(carriers.get(name))
        .orElseThrow(() -> new AssertionError("there is no carrier " + name));
  }

  public Office turns(String switchId, String position) {
    turnsThisInstant(switchId, position);
    settles();
    return this;
  }

  public Office turnsThisInstant(String switchId, String position) {
    opens();
    platform.turns(new SwitchId(switchId), new PositionId(position));
    return this;
  }

  /** The platform is killed and started again. */
  public Office isKilledAndStartedAgain() {
    opens();
    platform.isKilledAndStartedAgain();
    settles();
    return this;
  }

  /** The description has changed since it opened: the next call is handled by the new one. */
  public Office isConfiguredAnew() {
    platform.changes(sketch.directory(++version));
    settles();
    return this;
  }

  /** The phone is no longer one of the organisation's. */
  public Office losesDevice(String user) {
    sketch.devices().remove(user);
    return isConfiguredAnew();
  }

  public Office passes(Duration time) {
    opens();
    platform.loop().pass(time);
    platform.check();
    return this;
  }

  /** Lets what is on its way arrive. */
  void settles() {
    platform.loop().pass(settling);
    platform.check();
  }

  boolean within(Duration time, BooleanSupplier condition) {
    Instant end = platform.loop().now().plus(time);
    while (!condition.getAsBoolean()) {
      if (!platform.loop().now().isBefore(end)) {
        return false;
      }
      platform.loop().pass(STEP);
      platform.check();
    }
    return true;
  }

  void later(Duration after, Runnable what) {
    platform.loop().schedule(after, what);
  }

  Duration patience() {
    return patience;
  }

  public Platform platform() {
    opens();
    return platform;
  }

  /** The conversation that ended last. */
  public CallRecord lastCall() {
    return platform.endedCalls().getLast();
  }

  /** What was decided on the newest call that goes on: what and because. */
  public List<String> lastTrace() {
    return platform.view().calls().getFirst().trace().stream()
        .map(entry -> entry.what() + ": " + entry.because())
        .toList();
  }

  public SimulatedNetwork network() {
    return platform.network();
  }

  PaperMedia media() {
    return platform.media();
  }

  long nextMediaId() {
    return nextMediaId++;
  }

  SipEndpoint endpoint(Transports hosts, SipHandler handler) {
    return platform.endpoint(hosts, handler);
  }

  /** What happened so far, for the message of a scenario that fails. */
  String story() {
    return platform.story();
  }

  /** Everybody hangs up, and nothing may be left behind. */
  void closes() {
    if (!isOpen) {
      return;
    }
    List<Telephone> all = new ArrayList<>(phones.values());
    all.forEach(Telephone::clearsItsLines);
    seconds.forEach(Telephone::clearsItsLines);
    carriers.values().forEach(Carrier::clearsItsLines);
    extraServers.values().forEach(Carrier::clearsItsLines);
    phones.values().forEach(phone -> phone.lamps().keepTheRules());
    platform.isLeftClean();
  }
}
