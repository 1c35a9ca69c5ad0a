package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.paraat.sip.dialog.IncomingInvite;

/**
 * Anything with a receiver: what a person does with it and what they see and hear. Each deed lets
 * the network settle; each observation waits a moment for what is to come.
 */
abstract class Telephone implements Keypad, HoldKey, TransferKey {
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

  public Telephone answers() {
    ringing().answer();
    office.settles();
    return this;
  }

  /** Answers without letting time pass: for what happens in the same moment. */
  public Telephone answersThisInstant() {
    ringing().answer();
    return this;
  }

  /** Is heard before it answers, and its answer says that it holds: a hold by a second answer. */
  public Telephone answersHolding() {
    ringing().answerHolding(HoldForm.SENDONLY);
    office.settles();
    return this;
  }

  public Telephone letsItsOwnToneBeHeard() {
    ringing().startsEarlyMedia();
    office.settles();
    return this;
  }

  /** Presses reject. */
  public Telephone declines() {
    return refusesWith(603);
  }

  public Telephone refusesWith(int status) {
    ringing().reject(status, "Refused");
    office.settles();
    return this;
  }

  public Telephone declinesThisInstant() {
    ringing().reject(603, "Decline");
    return this;
  }

  /** Sends its call elsewhere (302). */
  public Telephone forwardsTo(String number) {
    ringing().redirect("sip:" + number + "@" + Office.PLATFORM_ADDRESS);
    office.settles();
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

  /** It stops ringing because a colleague took the call: no missed call is shown. */
  public Telephone learnsThatTheCallWasTakenElsewhere() {
    isQuiet();
    Line line = latest();
    assertTrue(
        line.endedBecause().filter(reason -> reason.cause() == 200).isPresent(),
        name + " was told " + line.endedBecause());
    return this;
  }

  public Telephone hearsRinging() {
    eventually(
        () -> has(Line.State.RINGING_THERE) || promptNow().filter("ringback"::equals).isPresent(),
        "hears no ringing");
    return this;
  }

  public Telephone isTalking() {
    eventually(() -> has(Line.State.TALKING), "is in no call");
    return this;
  }

  public Telephone isTalkingTo(Telephone other) {
    hears(other);
    other.hears(this);
    return this;
  }

  /** The other's voice reaches this ear. */
  public Telephone hears(Telephone other) {
    eventually(() -> isHearing(other), "does not hear " + other);
    return this;
  }

  public Telephone doesNotHear(Telephone other) {
    eventually(() -> !isHearing(other), "hears " + other);
    return this;
  }

  private boolean isHearing(Telephone other) {
    return lines.stream()
        .filter(Line::listens)
        .flatMap(line -> office.media().heardAt(line.ear()).stream())
        .anyMatch(
            mouth ->
                other.lines.stream()
                    .anyMatch(line -> line.ear().equals(mouth) && line.mouth().isPresent()));
  }

  /** This prompt begins, or began since the last that was looked for. */
  public Telephone hears(String prompt) {
    eventually(() -> heard(prompt), "does not hear \"" + prompt + "\"");
    Line line = lineThatHeard(prompt).orElseThrow();
    line.prompts().subList(0, line.prompts().indexOf(prompt) + 1).clear();
    return this;
  }

  /** Something reaches this ear: a voice, a prompt, music or ringing. */
  public Telephone isNotLeftInSilence() {
    eventually(
        () ->
            promptNow().isPresent()
                || lines.stream()
                    .filter(Line::listens)
                    .anyMatch(line -> office.media().heardAt(line.ear()).isPresent()),
        "hears nothing at all");
    return this;
  }

  public Telephone hearsNothing() {
    eventually(() -> promptNow().isEmpty(), "hears a prompt");
    return this;
  }

  private boolean heard(String prompt) {
    return lineThatHeard(prompt).isPresent();
  }

  private Optional<Line> lineThatHeard(String prompt) {
    return lines.stream().filter(line -> line.prompts().contains(prompt)).findFirst();
  }

  final Optional<String> promptNow() {
    return lines.stream()
        .filter(Line::listens)
        .flatMap(line -> office.media().promptAt(line.ear()).stream())
        .findFirst();
  }

  public Telephone hearsWithin(Duration time, String prompt) {
    office.within(time, () -> heard(prompt));
    return hears(prompt);
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

  public Telephone isRefusedWith(int status) {
    eventually(() -> latest().isOver(), "is not refused");
    assertEquals(status, latest().refusedWith(), name + " is refused otherwise");
    return this;
  }

  /** Neither sound nor reports come from it any more, for as long as that may be. */
  public Telephone losesItsSound() {
    office.media().losesSoundOf(talking().ear());
    office.settles();
    return this;
  }

  /** What carries its sound breaks by a fault of the platform. */
  public Telephone isLostByTheMedia() {
    office.media().breaks(talking().ear());
    office.settles();
    return this;
  }

  /** So many packets of its sound reach the platform. */
  public Telephone speaks(long packets) {
    office.media().hears(talking().ear(), packets);
    return this;
  }

  /** The BYE said why. */
  public Telephone wasToldWhy(int reason) {
    assertEquals(
        Optional.of(reason), latest().endedBecause().map(r -> r.cause()), name + " was told");
    return this;
  }

  public Telephone shows(String number) {
    assertEquals(number, latest().shownNumber(), name + " shows another number");
    return this;
  }

  public Telephone showsName(String displayName) {
    assertEquals(displayName, latest().shownName(), name + " shows another name");
    return this;
  }

  public Telephone ringsForAnEmergency() {
    rings();
    Line line = latest();
    String alert = line.headerLines("Alert-Info");
    assertTrue(
        alert.contains("<http://127.0.0.1>;info=spoed;x-line-id=0")
            && alert.contains("urn:alert:priority:high"),
        name + " rings as " + alert);
    assertEquals(Optional.of("emergency"), line.header("Priority"));
    assertEquals(Optional.of("esnet.1"), line.header("Resource-Priority"));
    assertTrue(line.shownName().startsWith("SPOED – "), name + " shows " + line.shownName());
    return this;
  }

  public Telephone ringsAsUsual() {
    rings();
    assertEquals(Optional.empty(), latest().header("Alert-Info"), name + " rings urgently");
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

  private boolean has(Line.State state) {
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

  private Line latest() {
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
