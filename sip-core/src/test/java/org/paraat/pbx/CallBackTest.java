package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.Urgency;

/** Whoever is to be called back is: by the code, or by who asks for it in the portal. */
class CallBackTest {
  @Test
  void theCodeCallsTheOldestBackFromThisPhone() {
    var post = TaskTest.abandoned();
    LegId agent = post.phone("desk1", "*66");
    assertEquals(List.of(Prompts.CALLING_BACK), post.hears(agent));
    post.finishes(agent);
    LegId caller = post.atNumber("carrier-a", TaskTest.CALLER);
    assertEquals(Alerting.CALL_BACK, post.dialOf(caller).alerting());
    assertEquals(1, TaskTest.tasks(post).size());
    post.answers(caller);
    assertTrue(post.isBridged(agent, caller));
    post.passes(ofSeconds(31));
    post.hangsUp(agent);
    var last = new Task.CalledBack(post.now, "1201");
    assertEquals(Optional.of(last), TaskTest.tasks(post).getFirst().calledBack());
    assertEquals(TaskTest.tasks(post), post.pbx.fork().view().tasks());
    assertEquals(Urgency.EMERGENCY, post.lastEnded().urgency());
    post.isAtRest();
  }

  @Test
  void theCodeSaysWhenNobodyIsToBeCalledBack() {
    var post = PbxTester.withAgents("900", "1201");
    assertEquals(List.of(Prompts.NO_TASKS), post.code("desk1", "*66"));
    post.isAtRest();
  }

  @Test
  void twoWhoDialTheCodeCallTwoPeople() {
    var post = TaskTest.abandoned();
    post.hangsUp(post.outside("0633333333", TaskTest.SPOED));
    post.finishes(post.phone("desk1", "*66"));
    post.finishes(post.phone("desk2", "*66"));
    assertTrue(post.isCalled("carrier-a", TaskTest.CALLER));
    assertTrue(post.isCalled("carrier-a", "0633333333"));
  }

  @Test
  void theCodeTakesATaskThatNobodyWorksOn() {
    var post = TaskTest.abandoned();
    post.hangsUp(post.outside("0633333333", TaskTest.SPOED));
    LegId one = post.phone("desk1", "*66");
    LegId two = post.phone("desk2", "*66");
    post.finishes(one);
    post.finishes(two);
    assertTrue(post.isCalled("carrier-a", TaskTest.CALLER));
    assertTrue(post.isCalled("carrier-a", "0633333333"));
  }

  @Test
  void whoWasNotReachedComesAfterTheOthers() {
    var post = TaskTest.abandoned();
    post.hangsUp(post.outside("0633333333", TaskTest.SPOED));
    post.finishes(post.phone("desk1", "*66"));
    post.fails(post.atNumber("carrier-a", TaskTest.CALLER), Cause.BUSY, 486);
    post.everybodyHangsUp();
    post.finishes(post.phone("desk1", "*66"));
    assertTrue(post.isCalled("carrier-a", "0633333333"));
    assertFalse(post.isCalled("carrier-a", TaskTest.CALLER));
  }

  @Test
  void twoNeverCallTheSamePatientBack() {
    var post = TaskTest.abandoned();
    TaskTest.asksToCallBack(post, "desk1");
    assertEquals(Optional.of(Task.Hindrance.IN_HAND), TaskTest.hindrance(post, "desk2"));
    TaskTest.asksToCallBack(post, "desk2");
    assertTrue(post.isQuiet("desk2"));
    assertEquals(List.of(Prompts.NO_TASKS), post.code("desk2", "*66"));
    post.declines(post.at("desk1"));
    assertEquals(Optional.empty(), TaskTest.hindrance(post, "desk2"));
    TaskTest.asksToCallBack(post, "desk2");
    assertFalse(post.isQuiet("desk2"));
  }

  @Test
  void aPhoneThatCannotBeReachedIsNotRungForIt() {
    var post = TaskTest.abandoned();
    assertEquals(Optional.empty(), TaskTest.hindrance(post, "desk2"));
    post.unregisters("desk2");
    for (String phone : List.of("desk2", "desk8", "desk99")) {
      assertEquals(
          Optional.of(Task.Hindrance.DEVICE_UNREACHABLE), TaskTest.hindrance(post, phone), phone);
    }
    TaskTest.asksToCallBack(post, "desk2");
    assertTrue(post.isQuiet("desk2"));
    TaskTest.asksToCallBack(post, "desk1");
    assertEquals(Optional.of(Task.Hindrance.IN_HAND), TaskTest.hindrance(post, "desk2"));
  }

  @Test
  void aBarredNumberIsNotCalledBack() {
    var directory = new DemoDirectory();
    directory.organisation =
        new Organisation(
            "Huisartsenpost",
            "paraat",
            List.of(),
            "31",
            List.of("112"),
            Language.DUTCH,
            List.of("0900"));
    var post = PbxTester.withPeople(directory.build(), "1201").signsOn("900", "1201");
    post.hangsUp(post.outside("09001234", TaskTest.SPOED));
    assertEquals(1, TaskTest.tasks(post).size());
    TaskTest.asksToCallBack(post, "desk1");
    assertTrue(post.isQuiet("desk1"));
    assertEquals(List.of(Prompts.NO_TASKS), post.code("desk1", "*66"));
  }

  @Test
  void nobodyIsCalledBackWhileThePlatformStops() {
    var post = TaskTest.abandoned();
    post.tell(Event.StopRequested::new);
    TaskTest.asksToCallBack(post, "desk1");
    assertTrue(post.isQuiet("desk1"));
  }

  @Test
  void whoAsksInThePortalIsRungFirst() {
    var post = TaskTest.abandoned();
    TaskTest.asksToCallBack(post, "desk2");
    LegId agent = post.at("desk2");
    assertEquals(Alerting.CALL_BACK, post.dialOf(agent).alerting());
    assertEquals(TaskTest.CALLER, post.dialOf(agent).shownAs().number());
    post.rings(agent);
    assertFalse(post.isCalled("carrier-a", TaskTest.CALLER));
    post.answers(agent);
    post.finishes(agent);
    LegId caller = post.atNumber("carrier-a", TaskTest.CALLER);
    post.answers(caller);
    assertTrue(post.isBridged(agent, caller));
    post.hangsUp(caller);
    post.isAtRest();
    assertEquals("1202", post.lastEnded().from());
    assertEquals(TaskTest.CALLER, post.lastEnded().to());
    assertEquals(1, TaskTest.tasks(post).size());
  }

  @Test
  void aVoicemailIsNobodyWhoWasCalledBack() {
    var post = TaskTest.abandoned();
    LegId agent = post.phone("desk1", "*66");
    post.finishes(agent);
    post.answers(post.atNumber("carrier-a", TaskTest.CALLER));
    post.passes(ofSeconds(12));
    post.hangsUp(agent);
    assertEquals(Optional.empty(), TaskTest.tasks(post).getFirst().calledBack());
    post.phone("desk1", TaskTest.CALLER);
    post.answers(post.atNumber("carrier-a", TaskTest.CALLER));
    post.passes(ofSeconds(31));
    assertEquals(1, TaskTest.tasks(post).size());
  }

  @Test
  void whoAsksAndDoesNotAnswerLeavesTheTaskOpen() {
    var post = TaskTest.abandoned();
    TaskTest.asksToCallBack(post, "desk2");
    post.rings(post.at("desk2"));
    post.passes(ofSeconds(30));
    post.isAtRest();
    TaskTest.asksToCallBack(post, "desk2");
    post.declines(post.at("desk2"));
    post.isAtRest();
    assertEquals(1, TaskTest.tasks(post).size());
  }

  @Test
  void aPhoneThatIsInUseIsNotRungForIt() {
    var post = TaskTest.abandoned();
    post.phone("desk2", "0611111111");
    TaskTest.asksToCallBack(post, "desk2");
    assertEquals(Cause.BUSY, post.lastEnded().cause().orElseThrow());
    assertEquals(1, TaskTest.tasks(post).size());
  }

  @Test
  void aCallerWhoDoesNotAnswerStaysATask() {
    var post = TaskTest.abandoned();
    post.finishes(post.phone("desk1", "*66"));
    post.fails(post.atNumber("carrier-a", TaskTest.CALLER), Cause.BUSY, 486);
    assertEquals(1, TaskTest.tasks(post).size());
  }
}
