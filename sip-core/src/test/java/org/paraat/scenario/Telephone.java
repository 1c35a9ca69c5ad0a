package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.paraat.sip.dialog.IncomingInvite;

/**
 * Anything with a receiver: what a person does with its calls, and how they go on. Each deed lets
 * the network settle; each observation waits a moment for what is to come.
 */
abstract class Telephone implements Keypad, AnswerKey, HoldKey, TransferKey, Receiver, Display {
  private static final int FIRST_RTP_PORT = 30_000;

  private final Office office;
  private final String name;
  private final String address;
  private final List<Line> lines = new ArrayList<>();
  private int nextRtpPort;
  private boolean isBusy;
  private boolean isMute;
  private boolean knowsTelephoneEvents = true;
  private Optional<Duration> talkTime = Optional.empty();
  private Maker maker = Maker.UNNAMED;

  /**
   * @param firstPort of its own RTP, so that telephones behind one address stay apart
   */
  Telephone(Office office, String name, String address, int firstPort) {
    this.office = office;
    this.name = name;
    this.address = address;
    this.nextRtpPort = FIRST_RTP_PORT + firstPort;
  }

  /** From now on it behaves where makers differ as those of this one do. */
  public Telephone isOf(Maker itsMaker) {
    maker = itsMaker;
    return this;
  }

  @Override
  public final Telephone self() {
    return this;
  }

  final Maker maker() {
    return maker;
  }

  final Office office() {
    return office;
  }

  final String address() {
    return address;
  }

  @Override
  public final String toString() {
    return name;
  }

  /** Places a call over this telephone's own way to the platform. */
  abstract void place(Line line, String number);

  final Line newLine(Line.State state) {
    var line = new Line(state, office.nextMediaId(), address, nextRtpPort);
    line.isOf(maker);
    if (!knowsTelephoneEvents) {
      line.knowsNoTelephoneEvents();
    }
    nextRtpPort += 2;
    lines.add(line);
    office.media().listen(line.ear(), line);
    return line;
  }

  /** A call comes in. */
  final void isCalled(IncomingInvite invite) {
    Line line = newLine(Line.State.RINGING_HERE);
    line.comesIn(invite, !isBusy && !isMute);
    if (isBusy) {
      line.reject(486, "Busy Here");
    }
    talkTime.ifPresent(
        time -> {
          line.answer();
          office.later(time, line::hangUpIfTalking);
        });
  }

  // --- deeds ---

  public Telephone dials(String number) {
    dialsThisInstant(number);
    office.settles();
    return this;
  }

  public Telephone dialsThisInstant(String number) {
    Line line = newLine(Line.State.CALLING);
    line.dials(number);
    place(line, number);
    return this;
  }

  /** Puts down the latest call, whatever its state. */
  public Telephone hangsUp() {
    hangsUpThisInstant();
    office.settles();
    return this;
  }

  public Telephone hangsUpThisInstant() {
    latest().hangUp();
    return this;
  }

  /** Puts down the call that talks, not the one that rings. */
  public Telephone hangsUpTheCallItTalksIn() {
    talking().hangUp();
    office.settles();
    return this;
  }

  /** From now on its keys have no way but the tones in its sound. */
  public Telephone knowsNoTelephoneEvents() {
    knowsTelephoneEvents = false;
    return this;
  }

  /** From now on it answers at once and hangs up after a time: for many calls. */
  public Telephone answersEveryCallAndTalksFor(Duration time) {
    talkTime = Optional.of(time);
    return this;
  }

  public Telephone isFreeAgain() {
    isBusy = false;
    return this;
  }

  /** From now on every call is answered with 486. */
  public Telephone isBusyFromNow() {
    isBusy = true;
    return this;
  }

  /** From now on calls are taken note of, but nothing beyond 100 is said. */
  public Telephone saysNothingFromNow() {
    isMute = true;
    return this;
  }

  // --- observations ---

  public Telephone rings() {
    eventually(() -> has(Line.State.RINGING_HERE), "does not ring");
    long ringing = lines.stream().filter(l -> l.state() == Line.State.RINGING_HERE).count();
    assertEquals(1, ringing, name + " rings for several calls");
    return this;
  }

  /** No call rings here. */
  public Telephone isQuiet() {
    eventually(() -> !has(Line.State.RINGING_HERE), "rings");
    return this;
  }

  public Telephone isTalking() {
    eventually(() -> has(Line.State.TALKING), "is in no call");
    return this;
  }

  /** None of its calls goes on. */
  public Telephone hasNoCall() {
    eventually(() -> lines.stream().allMatch(Line::isOver), "still has a call");
    return this;
  }

  /** Its latest call is over, or ends as soon as the voice has said all. */
  public Telephone isDone() {
    return isDoneWithin(Duration.ofSeconds(2));
  }

  public Telephone isDoneWithin(Duration time) {
    office.within(time, () -> latest().isOver());
    eventually(() -> latest().isOver(), "is still in a call");
    return this;
  }

  /** How many calls ever came in here. */
  public int callsReceived() {
    return (int) lines.stream().filter(line -> !line.headerLines("Call-ID").isEmpty()).count();
  }

  boolean isRingingNow() {
    return has(Line.State.RINGING_HERE);
  }

  boolean isBusyWithAnything() {
    return !lines.isEmpty() && !latest().isOver();
  }

  boolean isTalkingFreely() {
    return lines.stream().anyMatch(l -> l.state() == Line.State.TALKING && !l.isOnHold());
  }

  boolean isHolding() {
    return lines.stream().anyMatch(l -> l.state() == Line.State.TALKING && l.isOnHold());
  }

  boolean isInCall() {
    return has(Line.State.TALKING);
  }

  // --- lines ---

  final List<Line> lines() {
    return lines;
  }

  final boolean has(Line.State state) {
    return lines.stream().anyMatch(line -> line.state() == state);
  }

  final Line ringing() {
    return one(line -> line.state() == Line.State.RINGING_HERE, "does not ring");
  }

  final Line talking() {
    return one(
        line -> line.state() == Line.State.TALKING && !line.isOnHold(), "is in no conversation");
  }

  /** The call that it is in, on hold or not. */
  final Line inCall() {
    return one(line -> line.state() == Line.State.TALKING, "is in no call");
  }

  final Line held() {
    return one(line -> line.isOnHold() && !line.isOver(), "has no call on hold");
  }

  final Line one(Predicate<Line> wanted, String otherwise) {
    return lines.reversed().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " " + otherwise + office.story()));
  }

  final Line latest() {
    if (lines.isEmpty()) {
      fail(name + " has had no call" + office.story());
    }
    return lines.getLast();
  }

  /** Puts down everything, at the end of a scenario. */
  final void clearsItsLines() {
    lines.stream().filter(line -> !line.isOver()).forEach(Line::hangUp);
  }

  final void eventually(BooleanSupplier condition, String otherwise) {
    if (!office.within(office.patience(), condition)) {
      fail(name + " " + otherwise + ", it has " + states() + office.story());
    }
  }

  private String states() {
    return lines.stream()
        .map(line -> line.state() + (line.refusedWith() > 0 ? " " + line.refusedWith() : ""))
        .toList()
        .toString();
  }
}
