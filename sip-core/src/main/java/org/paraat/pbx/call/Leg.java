package org.paraat.pbx.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.pbx.vocabulary.TrunkId;

/** One party's connection to us and how far it has come. */
public final class Leg {

  /** How far a leg has come. */
  public enum State {
    /** The INVITE is on its way, whoever sent it. */
    OFFERED,
    RINGING,
    ANSWERED
  }

  private final LegId id;
  private CallId call;
  private final Party party;
  private final Optional<TrunkId> trunk;
  private final Instant since;
  private State state = State.OFFERED;
  private Optional<Instant> answeredAt = Optional.empty();
  private Instant takenUpAt;
  private boolean hasEarlyMedia;
  private boolean hasTalked;
  private Optional<Instant> heldSince = Optional.empty();
  private Duration wrapUp = Duration.ZERO;
  private Optional<CallId> home = Optional.empty();
  private Optional<LegId> bridgedTo = Optional.empty();
  private Optional<PlaybackId> hears = Optional.empty();
  private Consumer<Leg> changes = leg -> {};

  Leg(LegId id, CallId call, Party party, Optional<TrunkId> trunk, Instant since) {
    this.id = id;
    this.call = call;
    this.party = party;
    this.trunk = trunk;
    this.since = since;
    takenUpAt = since;
  }

  Leg(Leg original) {
    this(original.id, original.call, original.party, original.trunk, original.since);
    state = original.state;
    answeredAt = original.answeredAt;
    takenUpAt = original.takenUpAt;
    hasEarlyMedia = original.hasEarlyMedia;
    hasTalked = original.hasTalked;
    heldSince = original.heldSince;
    wrapUp = original.wrapUp;
    home = original.home;
    bridgedTo = original.bridgedTo;
    hears = original.hears;
  }

  /** Who is told of what others can see of it. */
  void tellsChangesTo(Consumer<Leg> told) {
    changes = told;
  }

  /** Something that others can see of it is otherwise now. */
  void changed() {
    changes.accept(this);
  }

  public LegId id() {
    return id;
  }

  public CallId call() {
    return call;
  }

  public Party party() {
    return party;
  }

  /** The carrier's line that it runs over; empty for phones of ours. */
  public Optional<TrunkId> trunk() {
    return trunk;
  }

  /** Whether we sent the INVITE. */
  public boolean isDialledByUs() {
    return id.direction() == LegId.Direction.OUT;
  }

  /** Whether it is somebody whom we call and who has not answered yet. */
  public boolean isBeingRung() {
    return isDialledByUs() && !isAnswered();
  }

  public State state() {
    return state;
  }

  public boolean isAnswered() {
    return state == State.ANSWERED;
  }

  /** Whether sound can pass: it is answered, or has early media. */
  public boolean hasSound() {
    return isAnswered() || hasEarlyMedia;
  }

  public Instant since() {
    return since;
  }

  public Optional<Instant> answeredAt() {
    return answeredAt;
  }

  /** When its phone turned to it last: dialled, answered or took it off hold. */
  public Instant takenUpAt() {
    return takenUpAt;
  }

  public Optional<LegId> bridgedTo() {
    return bridgedTo;
  }

  /** What is being played to it. */
  public Optional<PlaybackId> hears() {
    return hears;
  }

  /** Whether its phone has put us on hold: it hears nothing that is sent there. */
  public boolean holds() {
    return heldSince.isPresent();
  }

  /** Since when its phone has us on hold. */
  public Optional<Instant> heldSince() {
    return heldSince;
  }

  void held(Instant at) {
    heldSince = Optional.of(at);
    changed();
  }

  void resumed(Instant at) {
    heldSince = Optional.empty();
    takenUpAt = at;
    changed();
  }

  /** The call to which it returns when the one that it is in has ended. */
  public Optional<CallId> home() {
    return home;
  }

  /** It goes to another call for a while. */
  public void isLentBy(CallId owner) {
    home = Optional.of(owner);
  }

  void isHome() {
    home = Optional.empty();
  }

  /** It goes on in another conversation. */
  void isNowIn(CallId other) {
    changed();
    call = other;
    changed();
  }

  boolean hasTalked() {
    return hasTalked;
  }

  public Duration wrapUp() {
    return wrapUp;
  }

  /** How long the agent at this leg is left alone when the conversation has ended. */
  public void wrapsUpFor(Duration time) {
    wrapUp = time;
  }

  void rings() {
    state = State.RINGING;
    changed();
  }

  void earlyMediaFlows() {
    hasEarlyMedia = true;
  }

  void answered(Instant at) {
    state = State.ANSWERED;
    answeredAt = Optional.of(at);
    if (isDialledByUs()) {
      takenUpAt = at;
    }
    changed();
  }

  void talks() {
    hasTalked = true;
  }

  void bridgedTo(Optional<LegId> peer) {
    bridgedTo = peer;
    if (peer.isPresent()) {
      hears = Optional.empty();
    }
    changed();
  }

  void hears(Optional<PlaybackId> playback) {
    hears = playback;
  }
}
