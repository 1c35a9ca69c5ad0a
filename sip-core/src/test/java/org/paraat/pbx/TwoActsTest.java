package org.paraat.pbx;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Replaces;

/**
 * Any two acts of anybody in the same millisecond, in both orders, in every stage of a hold or a
 * transfer: nothing is left behind, and the patient is never dropped, doubled or forgotten.
 */
class TwoActsTest {
  private static final String PATIENT = "0612345678";

  /** A patient of queue 999, with 1201 who helps and 1202 who is asked. */
  private static final class Stage {
    final PbxTester post =
        PbxTester.withPeople("1201", "1202", "1203").signsOn("999", "1201").registers("desk4");
    final LegId patient;
    final LegId agent;
    Optional<LegId> consult = Optional.empty();
    Optional<LegId> colleague = Optional.empty();
    boolean mayBeOver;
    boolean patientHolds;

    Stage() {
      patient = post.outside(PATIENT, "0880000999");
      agent = post.at("desk1");
      post.answers(agent);
      post.passes(ofMillis(10));
    }

    Stage holds() {
      post.holds(agent);
      return this;
    }

    Stage consults() {
      consult = Optional.of(post.phone("desk1", "1202"));
      colleague = Optional.of(post.at("desk2"));
      post.rings(colleague.get());
      return this;
    }

    Stage transfers() {
      post.transfers(agent, "1202");
      colleague = Optional.of(post.at("desk2"));
      post.rings(colleague.get());
      return this;
    }

    Stage answers() {
      post.answers(colleague.orElseThrow());
      return this;
    }

    Stage declines() {
      post.declines(colleague.orElseThrow());
      return this;
    }

    /** Whoever holds hears nothing of us. */
    void patientHolds() {
      patientHolds = true;
      post.holds(patient);
    }

    /** Who has answered declines no more. */
    void colleagueDeclines() {
      colleague.filter(leg -> !post.isOver(leg) && !post.isAnswered(leg)).ifPresent(post::declines);
    }

    /** Somebody who talks with the patient may end that by hanging up. */
    void hangsUp(LegId leg) {
      mayBeOver |= post.isBridged(patient, leg) || leg.equals(patient) || patientHolds;
      post.hangsUp(leg);
    }

    void onColleague(Consumer<LegId> act) {
      colleague.ifPresent(act);
    }
  }

  private static final Map<String, Supplier<Stage>> STAGES = new LinkedHashMap<>();
  private static final Map<String, Consumer<Stage>> ACTS = new LinkedHashMap<>();

  static {
    STAGES.put("they talk", Stage::new);
    STAGES.put("the patient is on hold", () -> new Stage().holds());
    STAGES.put("the consultation rings", () -> new Stage().holds().consults());
    STAGES.put("they consult", () -> new Stage().holds().consults().answers());
    STAGES.put("the target rings", () -> new Stage().holds().transfers());
    STAGES.put("the target rings, nobody held", () -> new Stage().transfers());
    STAGES.put("the patient returned", () -> new Stage().holds().transfers().declines());

    ACTS.put("the patient hangs up", s -> s.hangsUp(s.patient));
    ACTS.put("the patient holds", Stage::patientHolds);
    ACTS.put("the agent holds", s -> s.post.holds(s.agent));
    ACTS.put("the agent resumes", s -> s.post.resumes(s.agent));
    ACTS.put("the agent hangs up", s -> s.hangsUp(s.agent));
    ACTS.put("the agent's phone dies", s -> s.post.isLost(s.agent));
    ACTS.put("the agent presses 5", s -> s.post.keys(s.agent, "5"));
    ACTS.put("the agent transfers to 1203", s -> s.post.transfers(s.agent, "1203"));
    ACTS.put("the agent transfers to 1202", s -> s.post.transfers(s.agent, "1202"));
    ACTS.put("the agent transfers to a queue", s -> s.post.transfers(s.agent, "998"));
    ACTS.put("the agent parks", s -> s.post.transfers(s.agent, "*681"));
    ACTS.put("the agent joins", s -> s.consult.ifPresent(c -> s.post.transfers(s.agent, c)));
    ACTS.put(
        "the agent joins early-only",
        s -> s.post.transfers(s.agent, s.consult, Replaces.Scope.EARLY_ONLY));
    ACTS.put(
        "the agent joins from the other leg",
        s -> s.consult.ifPresent(c -> s.post.transfers(c, s.agent)));
    ACTS.put("the consultation is given up", s -> s.consult.ifPresent(s::hangsUp));
    ACTS.put("the consultation is held", s -> s.consult.ifPresent(s.post::holds));
    ACTS.put("the colleague answers", s -> s.onColleague(s.post::answers));
    ACTS.put("the colleague declines", Stage::colleagueDeclines);
    ACTS.put("the colleague sends calls on", s -> s.onColleague(c -> s.post.moves(c, "1203")));
    ACTS.put("the colleague hangs up", s -> s.onColleague(s::hangsUp));
    ACTS.put("the colleague holds", s -> s.onColleague(s.post::holds));
    ACTS.put("the colleague's phone dies", s -> s.onColleague(s.post::isLost));
    ACTS.put("the third picks up", s -> s.post.phone("desk3", "*8"));
    ACTS.put(
        "the third takes the colleague's place",
        s -> s.post.takesOver("desk3", s.colleague, Replaces.Scope.ANY));
    ACTS.put("the agent dials", s -> s.post.phone("desk1", "1203"));
    ACTS.put("the latest timer fires", TwoActsTest::latestTimer);
  }

  private static void latestTimer(Stage stage) {
    stage.post.world.timers.entrySet().stream()
        .filter(timer -> timer.getValue().isBefore(stage.post.now.plus(ofHours(1))))
        .map(Map.Entry::getKey)
        .reduce((first, second) -> second)
        .ifPresent(timer -> stage.post.tell(at -> new Event.TimerFired(at, timer)));
  }

  @Test
  void anyTwoActsInTheSameMomentLeaveThePatientWithSomebody() {
    List<String> wrong = new ArrayList<>();
    STAGES.forEach(
        (stage, begin) ->
            ACTS.forEach(
                (firstAct, first) ->
                    ACTS.forEach(
                        (secondAct, second) -> {
                          String told = stage + ": " + firstAct + ", " + secondAct;
                          try {
                            play(begin.get(), first, second);
                          } catch (AssertionError | RuntimeException found) {
                            wrong.add(told + ": " + found);
                          }
                        })));
    assertEquals(List.of(), wrong, () -> wrong.size() + " pairs: " + String.join("\n", wrong));
  }

  private static void play(Stage stage, Consumer<Stage> first, Consumer<Stage> second) {
    PbxTester post = stage.post;
    first.accept(stage);
    second.accept(stage);
    isWithSomebody(stage);
    for (int i = 0; i < 4; i++) {
      post.passes(ofSeconds(7));
      isWithSomebody(stage);
    }
    post.everybodyHangsUp();
    post.isAtRest();
    assertEquals(List.of(), post.alarms(Alarm.Kind.CALL_ENDED_BY_OUR_BUG));
    assertEquals(1, post.ended().stream().filter(r -> r.from().equals(PATIENT)).count());
  }

  private static void isWithSomebody(Stage stage) {
    PbxTester post = stage.post;
    if (post.isOver(stage.patient)) {
      assertTrue(stage.mayBeOver, "the patient was dropped");
      return;
    }
    boolean isBridged = post.world.legs.get(stage.patient).bridgedTo.isPresent();
    boolean isHeard = !post.hears(stage.patient).isEmpty();
    assertTrue(isBridged || isHeard || stage.patientHolds, "the patient hears nothing");
    assertFalse(isBridged && isHeard, "the patient hears two things");
  }
}
