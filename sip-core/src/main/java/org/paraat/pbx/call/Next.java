package org.paraat.pbx.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Segment;

/**
 * What should happen to a call next, never which class does it: so features stay strangers to each
 * other.
 */
public sealed interface Next {
  Next STAY = new Stay();
  Next GO_ON = new GoOn();

  static Next goTo(Destination destination) {
    return new GoTo(destination);
  }

  static Next say(List<PromptId> text, Next afterwards) {
    return new Say(text, afterwards);
  }

  static Next talk(LegId a, LegId b) {
    return new Talk(a, b);
  }

  static Next hold(LegId holder, LegId kept) {
    return new Hold(holder, kept, Segment.Kind.HELD);
  }

  static Next end(Cause cause) {
    return new End(cause);
  }

  /** The phase goes on. */
  record Stay() implements Next {}

  record GoTo(Destination destination) implements Next {}

  /** To the next step of the number that was dialled; when there is none the call is over. */
  record GoOn() implements Next {}

  /**
   * One party is called, and talks with the caller when it answers.
   *
   * @param ringTime after which it counts as no answer
   */
  record Ring(Party party, Duration ringTime) implements Next {}

  /** The caller is answered and told something, once. */
  record Say(List<PromptId> text, Next afterwards) implements Next {}

  /** Another phase of the same feature. */
  record Become(Phase phase) implements Next {}

  /** Two answered legs are joined. */
  record Talk(LegId a, LegId b) implements Next {}

  /**
   * One of two who talked waits for the other.
   *
   * @param holder who left the conversation for a moment
   * @param kept who hears music
   * @param as HELD or INTERRUPTED
   */
  record Hold(LegId holder, LegId kept, Segment.Kind as) implements Next {}

  /** A phone wants who is at the other side to go on with somebody else. */
  record Transfer(Event.TransferAsked asked) implements Next {}

  /** The phone that was rung sends the call elsewhere. */
  record Follow(Party.AtPhone by, String to) implements Next {}

  /**
   * Who dialled this takes a call that rings elsewhere.
   *
   * @param whose the extension or the queue; empty: whichever rings for the longest
   */
  record PickUp(Optional<String> whose) implements Next {}

  /** Who dialled this takes the caller who is parked there. */
  record TakeParked(int place) implements Next {}

  /**
   * Nobody was reached: to the next step of the number where there is one; else the caller is
   * refused, or told so where we had answered already.
   */
  record NotReached(Cause cause) implements Next {}

  record End(Cause cause) implements Next {}
}
