package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A phone of the organisation, with the habits of its maker. */
final class DeskPhone extends Telephones {
  private static final Duration ANSWER_LOST = Duration.ofSeconds(20);
  private static final int MOST_LINES = 3;

  /**
   * What makers do differently.
   *
   * @param isBehindNat writes an address of its own network
   * @param ignoresOptions leaves questions within a call unanswered
   */
  record Habits(
      boolean isBehindNat,
      boolean doublesEverything,
      Maker maker,
      boolean ignoresOptions,
      int refusesWith,
      Duration expiry) {}

  final String device;
  final LampKeys lamps = new LampKeys(this);
  private final Habits habits;
  private final String privateAddress;
  private Consumer<Talk> whoRings = talk -> {};
  private Runnable lineEnds = () -> {};
  private Runnable tripped = () -> {};
  private Optional<Talk> attended = Optional.empty();
  private boolean isMute;
  private boolean hasPower = true;
  private long registerSequence;
  private String registerCallId;
  private Instant acceptedUntil = Instant.EPOCH;
  private Instant acceptedFrom = Instant.EPOCH;

  DeskPhone(World world, String device, String address, Habits habits) {
    super(world, address, World.SIP_PORT);
    this.device = device;
    this.habits = habits;
    this.privateAddress = "192.168." + address.substring(address.indexOf('.', 3) + 1);
    this.registerCallId = world.token();
  }

  void rings(Consumer<Talk> told) {
    whoRings = told;
  }

  /** One of its calls is over, by whomever. */
  void whenLineEnds(Runnable told) {
    lineEnds = told;
  }

  Habits habits() {
    return habits;
  }

  boolean hasPower() {
    return hasPower;
  }

  /** Until when the platform has said that it knows the phone. */
  Instant acceptedUntil() {
    return acceptedUntil;
  }

  /** Since when without a break. */
  Instant acceptedFrom() {
    return acceptedFrom;
  }

  /** The platform died, and with it what it knew. */
  void isForgotten() {
    acceptedUntil = Instant.EPOCH;
  }

  // --- its maker ---

  @Override
  boolean doublesEverything() {
    return habits.doublesEverything();
  }

  @Override
  Maker.HoldForm holdForm() {
    return habits.maker().hold();
  }

  @Override
  boolean resumesPlainly() {
    return habits.maker().resumesPlainly();
  }

  @Override
  String writtenAddress() {
    return (habits.isBehindNat() ? privateAddress : address) + ":" + port;
  }

  @Override
  boolean isDeafTo(Message message) {
    return isMute || (habits.ignoresOptions() && message.isRequest("OPTIONS"));
  }

  // --- its plug and network ---

  void losesPower() {
    hasPower = false;
    acceptedUntil = Instant.EPOCH;
    lamps.forget();
    world.network.cutOff(address);
    losesItsMemory();
  }

  /** Somebody trips over the cable. */
  void failsFor(Duration time) {
    if (hasPower) {
      tripped.run();
      losesPower();
      world.loop.schedule(
          time,
          () -> {
            if (!hasPower) {
              boots();
            }
          });
    }
  }

  void whenTripped(Runnable told) {
    tripped = told;
  }

  void boots() {
    hasPower = true;
    isMute = false;
    world.network.reconnect(address);
    registerCallId = world.token();
    registerSequence = 0;
    registers();
  }

  /** Its program hangs: it takes what comes and says nothing. */
  void hangs(boolean isSo) {
    isMute = isSo;
  }

  boolean isMute() {
    return isMute;
  }

  // --- its registration ---

  void registers() {
    register("", true);
  }

  private void register(String proof, boolean isFirst) {
    String branch = world.branch();
    String uri = "sip:" + World.PLATFORM + ":" + World.SIP_PORT;
    String party = "<sip:" + device + "@" + World.PLATFORM + ">";
    String text =
        "REGISTER "
            + uri
            + " SIP/2.0\r\nVia: SIP/2.0/UDP "
            + writtenAddress()
            + ";branch="
            + branch
            + ";rport\r\nMax-Forwards: 70\r\nFrom: "
            + party
            + ";tag="
            + world.token()
            + "\r\nTo: "
            + party
            + "\r\nCall-ID: "
            + registerCallId
            + "\r\nCSeq: "
            + ++registerSequence
            + " REGISTER\r\nContact: <sip:"
            + device
            + "@"
            + writtenAddress()
            + ">;expires="
            + habits.expiry().toSeconds()
            + "\r\n"
            + proof
            + tail("");
    Instant asked = world.loop.now();
    ask(
        text,
        branch,
        "REGISTER",
        new Reply() {
          @Override
          public void heard(Message response) {
            registered(response, isFirst, uri, asked);
          }

          @Override
          public void silence() {
            acceptedUntil = Instant.EPOCH;
            register("", true);
          }
        });
  }

  private void registered(Message response, boolean isFirst, String uri, Instant asked) {
    int status = response.status();
    if (status == 401 && isFirst) {
      register(proofFor(response, "REGISTER", uri), false);
    } else if (status == 200) {
      Instant now = world.now();
      acceptedFrom = acceptedUntil.isBefore(now) ? now : acceptedFrom;
      acceptedUntil = asked.plus(habits.expiry());
      later(habits.expiry().dividedBy(2), this::registers);
      lamps.begin();
    } else if (status >= 200) {
      acceptedUntil = Instant.EPOCH;
      later(ANSWER_LOST, this::registers);
    }
  }

  @Override
  String proofFor(Message challenge, String method, String uri) {
    return Proof.of(device, device + "-secret", world.token(), challenge, method, uri);
  }

  // --- its lamps ---

  @Override
  boolean takesItself(Message request) {
    return lamps.take(request);
  }

  // --- its calls ---

  Talk calls(String dialled) {
    return calls(device, dialled);
  }

  @Override
  void attends(Talk talk) {
    attended = Optional.of(talk);
  }

  @Override
  boolean isAttending(Talk talk) {
    return attended.filter(talk::equals).isPresent();
  }

  /** The call that the person is at; empty when all that there are wait. */
  Optional<Talk> attended() {
    return attended.filter(talk -> !talk.isOver() && !talk.isHolding());
  }

  @Override
  void ended(Talk talk) {
    super.ended(talk);
    lineEnds.run();
  }

  @Override
  void isCalled(Message invite) {
    Talk talk = takes(invite, device);
    int lines = habits.maker().second() == Maker.Second.REFUSES ? 1 : MOST_LINES;
    if (running().size() > lines) {
      talk.refuses(486);
      return;
    }
    talk.says(180);
    whoRings.accept(talk);
  }
}
