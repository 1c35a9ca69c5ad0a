package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Task;

/** An emergency caller who was not helped is called back. */
class TaskTest {
  static final String SPOED = "0880000112";
  static final String CALLER = "0622222222";

  /** Somebody gave up in the queue for emergencies. */
  static PbxTester abandoned() {
    var post = PbxTester.withAgents("900", "1201", "1202");
    post.hangsUp(post.outside(CALLER, SPOED));
    return post;
  }

  static List<Task> tasks(PbxTester post) {
    return post.pbx.view().tasks();
  }

  static void asksToCallBack(PbxTester post, String device) {
    var task = tasks(post).getFirst().call();
    post.tell(at -> new Event.CallBackAsked(at, task, new DeviceId(device)));
  }

  static Optional<Task.Hindrance> hindrance(PbxTester post, String device) {
    return post.pbx.hindranceTo(tasks(post).getFirst(), new DeviceId(device));
  }

  @Test
  void whoHangsUpBeforeAnybodyAnsweredIsATask() {
    var post = abandoned();
    Task task = tasks(post).getFirst();
    assertEquals(Optional.of(DemoDirectory.number(CALLER)), task.number());
    assertEquals("900", task.queue().digits());
    assertEquals(Task.Why.GAVE_UP, task.why());
    assertEquals(post.lastEnded().id(), task.call());
    assertEquals(1, post.alarms(Alarm.Kind.EMERGENCY_ABANDONED).size());
    assertTrue(post.last.contains(new Command.Save(new Change.TaskOpened(post.now, task))));
  }

  @Test
  void whoWasHelpedAndWhoCalledWithoutHasteAreNone() {
    var post = PbxTester.withAgents("900", "1201").signsOn("999", "1201");
    LegId helped = post.outside(CALLER, SPOED);
    post.answers(post.at("desk1"));
    post.hangsUp(helped);
    LegId routine = post.outside(CALLER, "0880000999");
    post.hangsUp(routine);
    assertEquals(List.of(), tasks(post));
  }

  @Test
  void whoWasCalledByUsAndGivesUpInTheQueueIsATaskToo() {
    var post = PbxTester.withPeople("1201").signsOn("900", "1201");
    LegId agent = post.phone("desk1", CALLER);
    LegId patient = post.atNumber("carrier-a", CALLER);
    post.answers(patient);
    post.transfers(agent, "900");
    assertEquals(1, post.queue("900").waiting());
    post.hangsUp(patient);
    Task task = tasks(post).getFirst();
    assertEquals(Optional.of(DemoDirectory.number(CALLER)), task.number());
    assertEquals(Task.Why.GAVE_UP, task.why());
    assertEquals(1, post.alarms(Alarm.Kind.EMERGENCY_ABANDONED).size());
  }

  @Test
  void whoWasCalledBackAndIsLostAfterAHandOverIsATaskAnew() {
    var post = abandoned();
    LegId agent = post.phone("desk1", "*66");
    post.finishes(agent);
    LegId patient = post.atNumber("carrier-a", CALLER);
    post.answers(patient);
    var first = tasks(post).getFirst().call();
    post.tell(at -> new Event.TaskClosed(at, first, "teamleider", "is spoken to"));
    post.transfers(agent, "900");
    post.answers(post.at("desk2"));
    post.tell(at -> new Event.HungUp(at, patient, Cause.TRUNK_UNREACHABLE));
    Task task = tasks(post).getFirst();
    assertEquals(Optional.of(DemoDirectory.number(CALLER)), task.number());
    assertEquals(Task.Why.LOST, task.why());
    assertEquals(2, post.alarms(Alarm.Kind.EMERGENCY_ABANDONED).size());
  }

  @Test
  void whoCallsInVainTwiceIsCalledBackOnce() {
    var post = abandoned();
    post.hangsUp(post.outside(CALLER, SPOED));
    assertEquals(1, tasks(post).size());
    assertEquals(1, post.alarms(Alarm.Kind.EMERGENCY_ABANDONED).size());
  }

  @Test
  void whoShowsNoNumberIsATaskForWhoeverKnowsThem() {
    var post = PbxTester.withAgents("900", "1201");
    post.hangsUp(post.outside("", SPOED));
    assertEquals(Optional.empty(), tasks(post).getFirst().number());
    asksToCallBack(post, "desk1");
    post.isAtRest();
  }

  @Test
  void whoIsLostInTheMiddleIsATaskWhereverTheyWere() {
    for (Cause cause : List.of(Cause.SOUND_LOST, Cause.TRUNK_UNREACHABLE)) {
      for (String where : List.of("talks", "is on hold", "holds", "is parked", "returns")) {
        var post = PbxTester.withAgents("900", "1201");
        LegId caller = post.outside(CALLER, SPOED);
        LegId agent = post.at("desk1");
        post.answers(agent);
        switch (where) {
          case "is on hold" -> post.holds(agent);
          case "holds" -> post.holds(caller);
          case "is parked" -> post.transfers(agent, "*681");
          case "returns" -> {
            post.holds(agent);
            post.transfers(agent, "1202");
          }
          default -> {}
        }
        post.tell(at -> new Event.HungUp(at, caller, cause));
        assertEquals(cause, post.lastEnded().cause().orElseThrow(), where);
        assertEquals(Task.Why.LOST, tasks(post).getFirst().why(), where);
      }
    }
  }

  @Test
  void whoCallsAgainAndIsAnsweredNeedNotBeCalledBack() {
    var post = abandoned();
    post.outside(CALLER, SPOED);
    post.answers(post.at("desk1"));
    assertEquals(List.of(), tasks(post));
    assertTrue(
        post.last.stream()
            .anyMatch(
                c ->
                    c instanceof Command.Save(Change.TaskClosed closed)
                        && closed.because().equals("called again")));
  }

  @Test
  void aTaskIsKnownUntilItIsClosed() {
    var post = abandoned();
    Task task = tasks(post).getFirst();
    assertEquals(Optional.of(task), post.pbx.task(task.call()));
    post.tell(at -> new Event.TaskClosed(at, task.call(), "1201", "helped"));
    assertEquals(Optional.empty(), post.pbx.task(task.call()));
  }

  @Test
  void aFloodOfCallersDoesNotDriveOutWhoCameBefore() {
    var post = abandoned();
    Task first = tasks(post).getFirst();
    flood(post, 0, 900);
    assertEquals(800, tasks(post).size());
    assertEquals(first, tasks(post).getFirst());
    LegId patient = post.outside("0633333333", SPOED);
    post.passes(ofSeconds(6));
    post.hangsUp(patient);
    assertEquals(Optional.of(DemoDirectory.number("0633333333")), tasks(post).getLast().number());
  }

  @Test
  void thatMoreCannotBeCalledBackIsSaidOnceUntilThereIsRoom() {
    var post = abandoned();
    flood(post, 0, 799);
    assertEquals(0, toldFull(post));
    post.hangsUp(post.outside("0611111111", "0880000999"));
    assertEquals(0, toldFull(post), "who called without haste is missed by nobody");
    flood(post, 800, 50);
    assertEquals(1, toldFull(post));
    closes(post, 1);
    flood(post, 900, 10);
    assertEquals(1, toldFull(post), "one place is not the end of it");
    closes(post, 80);
    flood(post, 1000, 100);
    assertEquals(2, toldFull(post));
  }

  @Test
  void whoIsATaskAlreadyIsNotMissedWhenThereIsNoRoom() {
    var post = abandoned();
    flood(post, 0, 799);
    post.hangsUp(post.outside(CALLER, SPOED));
    assertEquals(0, toldFull(post));
  }

  private static void flood(PbxTester post, int first, int callers) {
    for (int caller = first; caller < first + callers; caller++) {
      post.hangsUp(post.outside("06%08d".formatted(40_000_000 + caller), SPOED));
    }
  }

  private static void closes(PbxTester post, int count) {
    for (Task task : tasks(post).subList(0, count)) {
      post.tell(at -> new Event.TaskClosed(at, task.call(), "1201", "helped"));
    }
  }

  private static long toldFull(PbxTester post) {
    return post.alarms(Alarm.Kind.EMERGENCY_ABANDONED).stream()
        .filter(alarm -> alarm.subject().equals("tasks"))
        .count();
  }

  @Test
  void somebodyClosesATaskWithAReason() {
    var post = abandoned();
    var task = tasks(post).getFirst().call();
    post.tell(at -> new Event.TaskClosed(at, task, "teamleider", "was at the desk"));
    assertEquals(
        List.of(
            new Command.Save(
                new Change.TaskClosed(post.now, task, "teamleider", "was at the desk"))),
        post.last);
    post.tell(at -> new Event.TaskClosed(at, task, "teamleider", "was at the desk"));
    assertEquals(List.of(), post.last);
    assertEquals(List.of(), tasks(post));
  }

  @Test
  void tasksAreThereInTheNextLife() {
    List<Task> left = tasks(abandoned());
    var standing = new Standing(List.of(), List.of(), left);
    var next = new PbxTester(new DemoDirectory().build(), standing);
    assertEquals(left, tasks(next));
    assertEquals(left, next.pbx.fork().view().tasks());
  }
}
