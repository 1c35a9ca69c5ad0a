package org.paraat.pbx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.TimerId;

/** Two things happen in the same moment: whichever comes first wins, and the other does no harm. */
class RacesTest {
  private static final String PATIENT = "0612345678";
  private static final String TRIAGE = "0880000999";

  @Test
  void theAgentAnswersAndThenTheCallerHangsUp() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.hangsUp(patient);
    assertEquals(Cause.NORMAL, post.endOf(agent));
    assertEquals("1201", post.lastEnded().answeredBy().orElseThrow());
    post.isAtRest();
  }

  @Test
  void theCallerHangsUpAndThenTheAgentAnswers() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId agent = post.at("desk1");
    post.hangsUp(patient);
    post.answers(agent);
    assertEquals(List.of(), post.last);
    assertTrue(post.lastEnded().answeredBy().isEmpty());
    post.isAtRest();
  }

  @Test
  void theAgentAnswersAndThenTheRingTimeEnds() {
    var post = PbxTester.withAgents("999", "1201");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId agent = post.at("desk1");
    List<TimerId> timers = List.copyOf(post.world.timers.keySet());
    post.answers(agent);
    for (TimerId timer : timers) {
      if (!post.world.timers.containsKey(timer)) {
        post.tell(at -> new Event.TimerFired(at, timer));
        assertEquals(List.of(), post.last);
      }
    }
    assertTrue(post.isBridged(patient, agent));
  }

  @Test
  void theRingTimeEndsAndThenTheAgentAnswers() {
    var post = PbxTester.withAgents("999", "1201", "1202");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId late = post.at("desk1");
    post.rings(late);
    post.passes(ofSeconds(15));
    post.answers(late);
    assertEquals(List.of(), post.last);
    post.answers(post.at("desk2"));
    assertTrue(post.isBridged(patient, post.at("desk2")));
  }

  @Test
  void theLastWhoRingsDeclinesAndTheCallerStaysInTheQueue() {
    var post = PbxTester.withAgents("900", "1201", "1202");
    LegId patient = post.outside(PATIENT, "0880000112");
    post.declines(post.at("desk1"));
    post.declines(post.at("desk2"));
    assertFalse(post.isOver(patient));
    assertEquals(1, post.queue("900").waiting());
    post.passes(ofMillis(800));
    post.answers(post.at("desk2"));
    assertTrue(post.isBridged(patient, post.at("desk2")));
  }

  @Test
  void twoCallersComeInTheSameMomentAndOneAgentGetsOneOfThem() {
    var post = PbxTester.withAgents("999", "1201");
    LegId first = post.outside("0611111111", TRIAGE);
    LegId second = post.outside("0622222222", TRIAGE);
    LegId agent = post.at("desk1");
    post.answers(agent);
    assertTrue(post.isBridged(first, agent));
    post.hangsUp(agent);
    post.passes(ofSeconds(2));
    post.answers(post.at("desk1"));
    assertTrue(post.isBridged(second, post.at("desk1")));
  }

  @Test
  void theAgentLogsOutWhileTalkingAndTheConversationGoesOn() {
    var post = PbxTester.withAgents("999", "1201").registers("desk5");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId agent = post.at("desk1");
    post.answers(agent);
    post.code("desk1", "*1");
    assertTrue(post.isBridged(patient, agent));
    post.hangsUp(agent);
    post.isAtRest();
  }

  @Test
  void whoMovesToAnotherPhoneWhileTalkingGetsNoSecondCallThere() {
    var post = PbxTester.withAgents("999", "1201").registers("desk5");
    post.outside("0611111111", TRIAGE);
    post.answers(post.at("desk1"));
    post.code("desk5", "*1*1201");
    post.outside("0622222222", TRIAGE);
    assertTrue(post.isQuiet("desk5"));
    post.hangsUp(post.at("desk1"));
    post.passes(ofSeconds(2));
    assertFalse(post.isQuiet("desk5"));
  }

  @Test
  void whoMovesFromAPhoneThatDiedInACallIsRungForTheSameCallerAtTheOther() {
    var post = PbxTester.withAgents("999", "1201").registers("desk5");
    LegId patient = post.outside(PATIENT, TRIAGE);
    LegId old = post.at("desk1");
    post.answers(old);
    post.code("desk5", "*1*1201");
    assertTrue(post.commands.contains(new Command.AskIfThere(old)));
    post.tell(at -> new Event.HungUp(at, old, Cause.DEVICE_UNREACHABLE));
    post.passes(ofSeconds(2));
    post.answers(post.at("desk5"));
    assertTrue(post.isBridged(patient, post.at("desk5")));
  }

  @Test
  void theQueueIsTakenOutOfTheDirectoryWhileACallerWaits() {
    var directory = new DemoDirectory();
    var post = PbxTester.withPeople(directory.build(), "1201").signsOn("999", "1201");
    LegId patient = post.outside(PATIENT, TRIAGE);
    directory.queues.removeIf(queue -> queue.code().digits().equals("999"));
    post.tell(at -> new Event.DirectoryChanged(at, directory.build()));
    assertTrue(post.isQuiet("desk1"));
    assertFalse(post.isOver(patient));
    post.answers(post.atNumber("carrier-a", "0600000001"));
    assertTrue(post.isBridged(patient, post.atNumber("carrier-a", "0600000001")));
  }
}
