package org.paraat.pbx;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;

/** Everything that goes on comes to an end, and nobody is cut off who has just been answered. */
class DeadlineTest {
  @Test
  void aConversationThatNobodyEndsIsEndedAfterTwelveHours() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", "1202");
    LegId called = post.at("desk2");
    post.answers(called);
    post.passes(ofHours(12).minusSeconds(1));
    assertTrue(post.isBridged(caller, called));
    post.passes(ofSeconds(2));
    assertEquals(Cause.LASTED_TOO_LONG, post.endOf(caller));
    assertEquals(Cause.LASTED_TOO_LONG, post.endOf(called));
    assertEquals(Cause.LASTED_TOO_LONG, post.lastEnded().cause().orElseThrow());
    post.isAtRest();
  }

  @Test
  void whoIsPutOnHoldAndTakenBackTalksForNoLongerThanOthers() {
    var talk = new Talk();
    var post = talk.post;
    for (int hour = 0; hour < 12; hour++) {
      assertTrue(post.isBridged(talk.patient, talk.agent), "hour " + hour);
      post.holds(talk.agent);
      post.passes(ofMinutes(1));
      post.resumes(talk.agent);
      post.passes(ofMinutes(59));
    }
    assertEquals(Cause.LASTED_TOO_LONG, post.lastEnded().cause().orElseThrow());
    post.isAtRest();
  }

  @Test
  void whoIsOnHoldAtThatMomentIsEndedToo() {
    var talk = new Talk();
    var post = talk.post;
    post.passes(ofHours(12).minusMinutes(1));
    post.holds(talk.agent);
    post.passes(ofMinutes(1));
    assertEquals(Cause.LASTED_TOO_LONG, post.lastEnded().cause().orElseThrow());
    post.isAtRest();
  }

  @Test
  void whoWaitsInAQueueAgainHasAWholeConversationAhead() {
    var talk = new Talk();
    var post = talk.post;
    post.passes(ofHours(12).minusSeconds(1));
    post.isLost(talk.agent);
    assertEquals(1, post.queue("999").waiting());
    post.passes(ofSeconds(3));
    LegId again = post.at("desk1");
    post.answers(again);
    post.passes(ofHours(11));
    assertTrue(post.isBridged(talk.patient, again));
    post.hangsUp(talk.patient);
    post.isAtRest();
  }

  /** Somebody who called 1201 directly, and whom 1201 parked. */
  private static LegId parked(PbxTester post) {
    LegId caller = post.outside("0612345678", "0880001201");
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.transfers(agent, "*681");
    return caller;
  }

  private static void isTold(PbxTester post, LegId caller) {
    assertEquals(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), post.hears(caller));
    post.finishes(caller);
    post.isAtRest();
  }

  @Test
  void whoIsParkedByAPhoneThatIsGoneIsToldSoAfterAFewMinutes() {
    for (boolean isDeleted : new boolean[] {false, true}) {
      var post = PbxTester.withPeople("1201");
      LegId caller = parked(post);
      if (isDeleted) {
        deletesWhoParked(post);
      }
      post.unregisters("desk1");
      post.passes(ofMinutes(6).minusSeconds(1));
      assertEquals(List.of(Prompts.PARKED_LINE), post.hears(caller));
      post.passes(ofSeconds(1));
      isTold(post, caller);
      assertEquals(Cause.DEVICE_UNREACHABLE, post.lastEnded().cause().orElseThrow());
    }
  }

  private static void deletesWhoParked(PbxTester post) {
    var without = new DemoDirectory();
    without.version = 2;
    without.devices.removeFirst();
    without.extensions.removeFirst();
    without.numbers.removeIf(number -> number.steps().toString().contains("1201"));
    var directory = without.build();
    post.tell(at -> new Event.DirectoryChanged(at, directory));
  }

  @Test
  void whoIsParkedByAPhoneThatIsAlwaysBusyIsToldSoAtLast() {
    var post = PbxTester.withPeople("1201");
    LegId caller = parked(post);
    post.passes(ofMinutes(2));
    for (int minute = 2; minute < 12 * 60; minute++) {
      post.fails(post.at("desk1"), Cause.BUSY, 486);
      post.passes(ofMinutes(1));
    }
    isTold(post, caller);
    assertEquals(Cause.LASTED_TOO_LONG, post.lastEnded().cause().orElseThrow());
  }
}
