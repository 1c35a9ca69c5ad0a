package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One SIP call between the platform and a station, as the platform has seen it on the wire. */
final class WireCall {
  enum Way {
    /** Somebody calls the platform. */
    IN,
    /** The platform calls. */
    OUT
  }

  private static final int LONGEST_CHAIN = 6;

  final Way way;
  final String callId;
  final String station;
  final String user;
  final String dialled;
  final boolean isUrgent;
  final Instant sentAt;

  /** The numbers under which the caller is shown to who is called. */
  final Set<String> shown;

  /** The numbers of who sits at the station, as others see them. */
  Set<String> shownHere = Set.of();

  private final Map<String, Set<String>> finals = new HashMap<>();
  Instant offeredAt;

  /** Of its latest INVITE. */
  String branch;

  /** Of its latest INVITE: only an ACK with this number is for its answer. */
  long sequence;

  boolean isHeard;
  boolean isRinging;

  /** It said in time that it has the INVITE: what is given up gets its CANCEL at that. */
  boolean mayBeCancelled;

  /** Since when the platform wants it no more, though there is nothing yet that it may CANCEL. */
  Optional<Instant> withdrawnAt = Optional.empty();

  int finalStatus;
  Optional<Instant> finalAt = Optional.empty();
  Optional<Instant> cancelledAt = Optional.empty();
  Optional<Instant> byeAt = Optional.empty();
  boolean isByeOurs;

  boolean isAcknowledged;
  boolean wasUnknownThere;
  Optional<Instant> askedSince = Optional.empty();
  Optional<Instant> ackDueSince = Optional.empty();
  Optional<WireCall> partner = Optional.empty();

  /** Whose voice sounds there now. */
  Optional<WireCall> hears = Optional.empty();

  /** What is played there now. */
  Optional<String> prompt = Optional.empty();

  /** Whether a voice sounds of which nobody is known any more, as of a phone without power. */
  boolean hearsUnknown;

  /** When a voice was heard last. */
  Instant heardAt;

  /** For how long whose voice sounded there. */
  final TalkTime talkTime;

  /** What its phone said later of its sound. */
  final Descriptions descriptions = new Descriptions();

  /** A phone is rung that had this caller before. */
  final boolean isRecall;

  /** It takes the place of another one, or what rings elsewhere. */
  final boolean isPickup;

  /** Who else may be rung here for, by a transfer. */
  Optional<WireCall> adoptedBy = Optional.empty();

  /** Transfers that were asked on this call and accepted, and have not come to an end. */
  int openTransfers;

  /** When somebody handed this caller over last: the place in line is another since. */
  Optional<Instant> handedOverAt = Optional.empty();

  /** When its phone asked for a transfer that was accepted. */
  Optional<Instant> handsOverSince = Optional.empty();

  /** The platform has said that the transfer is done: it is about to hang this up. */
  boolean isHandedOver;

  /** When the outcome of a transfer was reported last: if that ends it, the BYE comes after. */
  Optional<Instant> outcomeToldAt = Optional.empty();

  /** Its party is with somebody else. */
  Optional<Instant> leftSince = Optional.empty();

  /** For so long nobody cared for who is on hold. */
  Duration untouched = Duration.ZERO;

  Optional<Instant> lostSince = Optional.empty();

  /** As it is or was last. */
  Optional<WireCall> lastPartner = Optional.empty();

  /** Of a caller: who answered first, whoever came afterwards. */
  Optional<WireCall> firstPartner = Optional.empty();

  /** Why an invariant may not be judged here: something went wrong that is not ours. */
  boolean isMuddled;

  boolean hasRecord;
  boolean isSwitchJudged;
  boolean isTrunkJudged;
  Optional<Instant> goneSince = Optional.empty();
  String positionThen = "";
  Optional<Instant> oddSince = Optional.empty();
  Optional<Instant> silentSince = Optional.empty();
  Optional<Instant> unofferedSince = Optional.empty();
  Optional<String> personThen = Optional.empty();

  /** As above, where it was in doubt too. */
  Optional<String> personPerhaps = Optional.empty();

  /** The queue whose caller an agent is rung for; empty when it is another kind of call. */
  Optional<String> queue = Optional.empty();

  WireCall(Way way, Message invite, String station, Set<String> shown, Instant at) {
    this.way = way;
    this.callId = invite.callId();
    this.station = station;
    this.user = way == Way.IN ? invite.fromUser() : invite.dialled();
    this.dialled = invite.dialled();
    this.isUrgent = invite.header("Priority").equals("emergency") || dialled.equals("112");
    this.isRecall = invite.header("Alert-Info").contains("info=recall");
    this.isPickup = dialled.startsWith("*8") || !invite.header("Replaces").isEmpty();
    this.heardAt = at;
    this.talkTime = new TalkTime(at);
    this.shown = shown;
    this.sentAt = at;
    this.offeredAt = at;
    this.branch = invite.branch();
    this.sequence = invite.sequence();
  }

  /** Somebody helps this caller at this moment. */
  boolean isHelped() {
    return hears.filter(WireCall::isAnswered).isPresent()
        || (prompt.isEmpty()
            && hears.isEmpty()
            && !descriptions.isOnHold()
            && partner.filter(WireCall::isInConversation).isPresent());
  }

  /** Somebody keeps this caller on hold, or tries to hand them over. */
  boolean hasOwner() {
    return partner.filter(WireCall::isInConversation).isPresent();
  }

  /** Whether anybody is there yet of the conversation that began with it. */
  boolean goesOn() {
    WireCall at = this;
    for (int step = 0; step < LONGEST_CHAIN && at.partner.isPresent(); step++) {
      at = at.partner.get();
      if (!at.isOver()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the conversation goes on, perhaps as one of whom nothing is known here any more. */
  boolean mayGoOn() {
    return handedOverAt.isPresent() // it is somebody else's by now
        || goesOn()
        || partner.filter(party -> party.handedOverAt.isPresent()).isPresent();
  }

  /** Somebody answered this caller. */
  void servedBy(WireCall answering) {
    partner = Optional.of(answering);
    lastPartner = partner;
    firstPartner = firstPartner.or(() -> partner);
  }

  boolean isAcknowledgedOrOurs() {
    return way == Way.OUT || isAcknowledged;
  }

  /** A final response to one INVITE: all that were different. */
  Set<String> finalsOf(String branch) {
    return finals.computeIfAbsent(branch, _ -> new LinkedHashSet<>());
  }

  boolean isAnswered() {
    return finalStatus / 100 == 2;
  }

  /** The platform has asked for its end, or knows it. */
  boolean isOver() {
    return byeAt.isPresent()
        || finalStatus >= 300
        || (way == Way.IN && cancelledAt.isPresent() && !isAnswered());
  }

  /** A phone rings for it, and was not told to stop. */
  boolean ringsNow() {
    return way == Way.OUT && isRinging && finalStatus == 0 && cancelledAt.isEmpty();
  }

  /** It was sent and neither refused nor given up. */
  boolean isPending() {
    return way == Way.OUT && finalStatus == 0 && cancelledAt.isEmpty();
  }

  /** It was answered in time, and has not ended. */
  boolean isInConversation() {
    return isAnswered() && byeAt.isEmpty() && !isLoser();
  }

  /** Its 200 crossed our CANCEL, or came when nobody waited for it any more. */
  boolean isLoser() {
    boolean isGivenUp = isBeforeItsEnd(withdrawnAt) && (!mayBeCancelled || cancelledAt.isPresent());
    return way == Way.OUT && (isBeforeItsEnd(cancelledAt) || isGivenUp);
  }

  private boolean isBeforeItsEnd(Optional<Instant> when) {
    return when.isPresent() && (finalAt.isEmpty() || !finalAt.get().isBefore(when.get()));
  }

  /** RFC 3261 9.1: what was given up before anything was heard cannot be cancelled yet. */
  void isWantedNoMore(Instant since) {
    if (isPending() && !isHeard && withdrawnAt.isEmpty()) {
      withdrawnAt = Optional.of(since);
    }
  }

  Optional<Instant> endedAt() {
    if (byeAt.isPresent()) {
      return byeAt;
    }
    if (way == Way.IN && cancelledAt.isPresent()) {
      return cancelledAt;
    }
    return finalStatus >= 300 ? finalAt : Optional.empty();
  }

  boolean isPast(Instant now, Duration time) {
    return endedAt().filter(end -> end.plus(time).isBefore(now)).isPresent()
        || (way == Way.OUT
            && finalStatus == 0
            && cancelledAt.filter(end -> end.plus(time).isBefore(now)).isPresent())
        || (isPending() && !isHeard && sentAt.plus(Duration.ofSeconds(40)).isBefore(now));
  }

  String told() {
    return (way == Way.IN
            ? user + " to " + dialled
            : "to " + user + " for " + String.join("/", List.copyOf(shown)))
        + " ("
        + callId
        + ")";
  }
}
