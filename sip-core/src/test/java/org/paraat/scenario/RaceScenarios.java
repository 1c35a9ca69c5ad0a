package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.paraat.pbx.vocabulary.CallRecord;

/**
 * Two things happen to a call in nearly the same moment: whoever comes first on the wire, nobody is
 * joined to two parties, nobody keeps ringing, and nothing is left behind.
 */
class RaceScenarios {
  private static final Duration RING_TIME = Duration.ofSeconds(15);

  /** Messages need 1 ms: so these offsets let them cross on the wire in each way. */
  private static final int MOST_MILLIS_APART = 4;

  /** Something that can happen to a call that rings at an agent. */
  private enum Deed {
    THE_FIRST_AGENT_ANSWERS(race -> race.first().answersThisInstant()),
    THE_SECOND_AGENT_ANSWERS(race -> race.second().answersThisInstant()),
    THE_FIRST_AGENT_DECLINES(race -> race.first().declinesThisInstant()),
    THE_PATIENT_HANGS_UP(race -> race.patient().hangsUpThisInstant()),
    THE_FIRST_PHONE_UNREGISTERS(race -> race.first().unregistersThisInstant()),
    THE_FIRST_PHONE_CRASHES(race -> race.first().crashes()),
    THE_SWITCH_IS_TURNED(race -> race.post().turnsThisInstant("hap", "Dicht"));

    private final Consumer<Race> deed;

    Deed(Consumer<Race> deed) {
      this.deed = deed;
    }
  }

  /** One race: a patient in a queue that rings two agents. */
  private record Race(Office post, OutsideCaller patient, TestPhone first, TestPhone second) {

    static Race prepared() {
      var post =
          new Office()
              .queue(
                  "Triage",
                  q -> q.code("999").agents("1201", "1202").ringsAll().ringTime(RING_TIME))
              .position("hap", "Open", Office.queueOf("999"))
              .position("hap", "Dicht", Office.lastAnnouncement("hap-gesloten"))
              .number("0880000100", Office.atSwitch("hap"));
      var race =
          new Race(post, post.outsideCaller("0612345678"), post.phone("1201"), post.phone("1202"));
      race.patient.dials("0880000100");
      race.first.rings();
      race.second.rings();
      return race;
    }

    /** From now until the PBX gives the agents up: its own timer for that is looked up. */
    Duration untilRingTimeEnds() {
      return post.platform().untilTimerOf(RING_TIME);
    }

    void endsWell() {
      post.passes(Duration.ofMillis(200));
      boolean firstTalks = first.isInCall();
      boolean secondTalks = second.isInCall();
      assertTrue(!(firstTalks && secondTalks), "both agents have the patient" + post.story());
      if (firstTalks || secondTalks) {
        TestPhone winner = firstTalks ? first : second;
        patient.isTalkingTo(winner);
        winner.hangsUpTheCallItTalksIn();
      }
      post.closes();
      List<CallRecord> calls = post.platform().endedCalls();
      assertEquals(1, calls.size(), () -> "one conversation is one record" + post.story());
    }
  }

  @TestFactory
  Stream<DynamicTest> anyTwoDeedsOnARingingCallEndWell() {
    var tests = new ArrayList<DynamicTest>();
    for (Deed one : Deed.values()) {
      for (Deed other : Deed.values()) {
        if (one != other && !contradict(one, other)) {
          for (int apart = 0; apart <= MOST_MILLIS_APART; apart++) {
            tests.add(race(one, other, Duration.ofMillis(apart)));
          }
        }
      }
    }
    return tests.stream();
  }

  /** One phone answers or declines once, and what is crashed does neither. */
  private static boolean contradict(Deed one, Deed other) {
    List<Deed> ofTheFirst =
        List.of(
            Deed.THE_FIRST_AGENT_ANSWERS,
            Deed.THE_FIRST_AGENT_DECLINES,
            Deed.THE_FIRST_PHONE_CRASHES);
    return ofTheFirst.contains(one) && ofTheFirst.contains(other)
        || one == Deed.THE_FIRST_PHONE_CRASHES && other == Deed.THE_FIRST_PHONE_UNREGISTERS;
  }

  private static DynamicTest race(Deed one, Deed other, Duration apart) {
    return DynamicTest.dynamicTest(
        one + " and " + apart.toMillis() + " ms later " + other,
        () -> {
          Race race = Race.prepared();
          one.deed.accept(race);
          race.post.passes(apart);
          ifStillPossible(other, race);
          race.endsWell();
        });
  }

  /** What is done to a phone that has just stopped ringing is not done at all. */
  private static void ifStillPossible(Deed deed, Race race) {
    boolean possible =
        switch (deed) {
          case THE_FIRST_AGENT_ANSWERS, THE_FIRST_AGENT_DECLINES -> race.first.isRingingNow();
          case THE_SECOND_AGENT_ANSWERS -> race.second.isRingingNow();
          case THE_PATIENT_HANGS_UP,
              THE_FIRST_PHONE_UNREGISTERS,
              THE_FIRST_PHONE_CRASHES,
              THE_SWITCH_IS_TURNED ->
              true;
        };
    if (possible) {
      deed.deed.accept(race);
    }
  }

  @TestFactory
  Stream<DynamicTest> anAnswerAroundTheEndOfTheRingTimeEndsWell() {
    var tests = new ArrayList<DynamicTest>();
    for (int millis = -4; millis <= 4; millis++) {
      Duration early = Duration.ofMillis(millis);
      for (Deed deed :
          List.of(
              Deed.THE_FIRST_AGENT_ANSWERS,
              Deed.THE_FIRST_AGENT_DECLINES,
              Deed.THE_PATIENT_HANGS_UP)) {
        tests.add(
            DynamicTest.dynamicTest(
                deed + " " + millis + " ms from the end of the ring time",
                () -> {
                  Race race = Race.prepared();
                  race.post.passes(race.untilRingTimeEnds().plus(early));
                  ifStillPossible(deed, race);
                  race.endsWell();
                }));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> twoHangUpsOfATalkingCallEndWell() {
    var tests = new ArrayList<DynamicTest>();
    for (int millis = 0; millis <= MOST_MILLIS_APART; millis++) {
      Duration apart = Duration.ofMillis(millis);
      tests.add(
          DynamicTest.dynamicTest(
              "the second hangs up " + millis + " ms later",
              () -> {
                Race race = Race.prepared();
                race.first.answers();
                race.patient.hangsUpThisInstant();
                race.post.passes(apart);
                if (race.first.isInCall()) {
                  race.first.hangsUpThisInstant();
                }
                race.endsWell();
              }));
    }
    return tests.stream();
  }

  @Test
  void twoPatientsAndOneAnswerNeverShareTheAgent() {
    var post = new Office().queue("Triage", q -> q.number("0880000100").agents("1201"));
    var one = post.outsideCaller("0611111111");
    var other = post.outsideCaller("0622222222");
    one.dialsThisInstant("0880000100");
    other.dialsThisInstant("0880000100");
    post.phone("1201").rings().answers();
    one.isTalkingTo(post.phone("1201"));
    other.doesNotHear(post.phone("1201"));
    post.closes();
  }
}
