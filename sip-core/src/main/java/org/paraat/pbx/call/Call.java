package org.paraat.pbx.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Redirection;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.pbx.vocabulary.Urgency;

/** One conversation: who calls whom, the legs that it has now, and what is happening to it. */
public final class Call {
  private final CallId id;
  private final Origin origin;
  private final String dialled;
  private final CallerId caller;
  private final int hopsLeft;
  private final List<Redirection> redirections;
  private final Party callingParty;
  private final Language language;
  private final Instant startedAt;
  private final SequencedMap<LegId, Leg> legs = new LinkedHashMap<>();
  private final SequencedMap<TimerName, TimerId> timers = new LinkedHashMap<>();
  private final Deque<Destination> steps = new ArrayDeque<>();
  private final Story story;
  private Optional<WayBack> wayBack = Optional.empty();
  private Phase phase = Passing.COMES_IN;
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<String> answeredBy = Optional.empty();
  private LegId callerLeg;
  private Party isFor;
  private Urgency urgency;
  private Optional<CallId> about = Optional.empty();
  private Optional<Net> net = Optional.empty();
  private boolean hasFollowed;
  private Optional<Instant> lastsUntil = Optional.empty();

  Call(CallId id, Event.Offered offered, Leg callerLeg, Language language) {
    this.id = id;
    this.origin = offered.from();
    this.dialled = offered.dialled();
    this.caller = offered.caller();
    this.hopsLeft = offered.hopsLeft();
    this.redirections = offered.redirections();
    this.callerLeg = callerLeg.id();
    this.callingParty = callerLeg.party();
    this.isFor = callingParty;
    this.language = language;
    this.startedAt = callerLeg.since();
    this.urgency = offered.urgency();
    this.story = new Story();
    legs.put(callerLeg.id(), callerLeg);
  }

  Call(Call original, Legs copiedLegs, Copier copier) {
    id = original.id;
    origin = original.origin;
    dialled = original.dialled;
    caller = original.caller;
    hopsLeft = original.hopsLeft;
    redirections = original.redirections;
    callerLeg = original.callerLeg;
    callingParty = original.callingParty;
    isFor = original.isFor;
    language = original.language;
    startedAt = original.startedAt;
    original.legs.keySet().forEach(l -> legs.put(l, copiedLegs.leg(l).orElseThrow()));
    timers.putAll(original.timers);
    steps.addAll(original.steps);
    story = new Story(original.story);
    wayBack = original.wayBack;
    phase = original.phase.copy(copier);
    answeredAt = original.answeredAt;
    answeredBy = original.answeredBy;
    urgency = original.urgency;
    about = original.about;
    net = original.net;
    hasFollowed = original.hasFollowed;
    lastsUntil = original.lastsUntil;
  }

  public CallId id() {
    return id;
  }

  public Origin origin() {
    return origin;
  }

  public String dialled() {
    return dialled;
  }

  /** Who the caller's phone says is calling. */
  public CallerId caller() {
    return caller;
  }

  /**
   * How often it may still be passed on: who forwards to who forwards to us must come to an end.
   */
  public int hopsLeft() {
    return hopsLeft;
  }

  /** Whom it was meant for before it came to us, the latest first. */
  public List<Redirection> redirections() {
    return redirections;
  }

  /** Of whom the call is for: the caller, or who was left when the caller handed over. */
  public LegId callerLeg() {
    return callerLeg;
  }

  /** From now on the call is for somebody else, who must have a leg in it. */
  public void isNowFor(LegId leg) {
    isFor = Turn.mine(this, leg).party();
    callerLeg = leg;
    legs.values().forEach(Leg::changed);
  }

  public Urgency urgency() {
    return urgency;
  }

  public void isUrgent() {
    urgency = Urgency.EMERGENCY;
  }

  /** The conversation on hold that this one is a consultation about. */
  public Optional<CallId> about() {
    return about;
  }

  public void isAbout(CallId onHold) {
    about = Optional.of(onHold);
  }

  /** What is told of it afterwards. */
  public Story story() {
    return story;
  }

  /** That the caller is spoken to in. */
  public Language language() {
    return language;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** When a person, or a code, answered first. */
  public Optional<Instant> answeredAt() {
    return answeredAt;
  }

  public Optional<String> answeredBy() {
    return answeredBy;
  }

  public Collection<Leg> legs() {
    return Collections.unmodifiableCollection(legs.values());
  }

  public Optional<Leg> leg(LegId leg) {
    return Optional.ofNullable(legs.get(leg));
  }

  /** Whether the caller's leg exists and was answered by us. */
  public boolean isAnswered() {
    Leg leg = legs.get(callerLeg);
    return leg != null && leg.isAnswered();
  }

  /** Who is, or was to the end, at the leg of whom the call is for. */
  public Party partyItIsFor() {
    return isFor;
  }

  public Party callingParty() {
    return callingParty;
  }

  /** Who was logged in at the phone that the call came from. */
  public Optional<ExtensionNumber> person() {
    return callingParty instanceof Party.AtPhone(_, var person) ? person : Optional.empty();
  }

  public Phase phase() {
    return phase;
  }

  public SequencedMap<TimerName, TimerId> timers() {
    return Collections.unmodifiableSequencedMap(timers);
  }

  /**
   * Where the caller waited before somebody answered.
   *
   * @param since when the waiting began
   */
  public record WayBack(Destination to, Instant since) {}

  /** Where the caller goes when who answered is lost without having hung up. */
  public Optional<WayBack> wayBack() {
    return wayBack;
  }

  public void returnsTo(Destination to, Instant since) {
    wayBack = Optional.of(new WayBack(to, since));
  }

  /**
   * Who transferred the caller, who returns there when the target does not take the call.
   *
   * @param leg of the phone that asked for it; it may be gone
   * @param wrapUp that the person is left alone for after the conversation
   */
  public record Net(Party.AtPhone party, LegId leg, Duration wrapUp) {}

  /** Whom the caller falls back to while a transfer is underway. */
  public Optional<Net> net() {
    return net;
  }

  public void returnsTo(Net transferor) {
    net = Optional.of(transferor);
  }

  public void netIsGone() {
    net = Optional.empty();
  }

  /** Whether a phone has sent the call elsewhere: once is enough. */
  public boolean hasFollowed() {
    return hasFollowed;
  }

  public void follows() {
    hasFollowed = true;
  }

  /** The caller is sent on anew, and a phone may send it elsewhere once more. */
  public void mayFollowAgain() {
    hasFollowed = false;
  }

  /** Where the call goes when a step has nothing more to do with it. */
  public void goesOnWith(List<Destination> then) {
    steps.addAll(then);
  }

  /** What was left of the number that was dialled counts no more. */
  public void startsOverWith(List<Destination> then) {
    steps.clear();
    steps.addAll(then);
  }

  public boolean hasNextStep() {
    return !steps.isEmpty();
  }

  public Optional<Destination> takeNextStep() {
    return Optional.ofNullable(steps.poll());
  }

  /** Puts the call into another phase: only for who leaves the old and enters the new one. */
  public void become(Phase next) {
    phase = next;
  }

  /** The call was answered for the first time; later answers change nothing. */
  void answered(Instant at, Optional<String> by) {
    if (answeredAt.isEmpty()) {
      answeredAt = Optional.of(at);
      answeredBy = by;
    }
  }

  /**
   * When it ends if nobody ends it.
   *
   * @param begun when it would, did it begin now
   */
  Instant lastsUntil(Instant begun) {
    lastsUntil = Optional.of(lastsUntil.orElse(begun));
    return lastsUntil.get();
  }

  /** Whoever waits again has a whole conversation ahead: nobody is answered and cut off. */
  public void mayLastAnew() {
    lastsUntil = Optional.empty();
  }

  void add(Leg leg) {
    legs.put(leg.id(), leg);
  }

  void remove(Leg leg) {
    legs.remove(leg.id());
  }

  void add(TimerName name, TimerId timer) {
    timers.put(name, timer);
  }

  Optional<TimerId> removeTimer(TimerName name) {
    return Optional.ofNullable(timers.remove(name));
  }
}
