package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.paraat.fuzz.Corpus;
import org.paraat.fuzz.FuzzSettings;
import org.paraat.fuzz.Mutator;

/**
 * A phone of ours asks for transfers, calls of others and lamps in every way that is wrong: calls
 * that are none of its business go on, and who calls next is served.
 */
@Scenarios
class HostilePhoneFuzzTest {
  private static final int SEEDS = 2;
  private static final int REQUESTS = 1000;
  private static final int PATIENT_EVERY = 10;
  private static final int GOOD_CALL_EVERY = 250;
  private static final int FLOOD_EVERY = 500;

  private static final int MOST_SUBSCRIPTIONS = 300;
  private static final int FLOOD = MOST_SUBSCRIPTIONS + 50;

  @TestFactory
  Stream<DynamicTest> callsOfOthersAreNotTouched() {
    return FuzzSettings.seeds(SEEDS)
        .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Round(seed).runs()));
  }

  /** Everything of one seed. */
  private static final class Round {
    private final long seed;
    private final Random random;
    private final Office post;
    private final HostilePhone hostile;
    private Optional<OutsideCaller> patient = Optional.empty();
    private int patients;

    private Round(long seed) {
      this.seed = seed;
      random = new Random(seed);
      post =
          new Office(seed)
              .queue("Triage", q -> q.number("0880000100").agents("1202"))
              .person("1201")
              .directNumber("0880001201", "1201")
              .person("1203")
              .directNumber("0880001203", "1203")
              .person("1301")
              .person("1302")
              .carrier("carrier-a");
      OutsideCaller first = post.outsideCaller("0611111111");
      var mutator = new Mutator(random, Corpus.messages());
      hostile = new HostilePhone(post, post.phone("1201"), random, mutator);
      post.network()
          .filtering(
              (flow, message) -> {
                if (message.contains("0611111111")) {
                  hostile.overhears(message);
                }
                return true;
              });
      first.dials("0880001203");
      post.phone("1203").rings().answers();
    }

    private void runs() {
      OutsideCaller standing = post.outsideCaller("0611111111");
      post.phone("1203").isTalkingTo(standing);
      int count = FuzzSettings.count(REQUESTS);
      for (int i = 1; i <= count; i++) {
        if (i % PATIENT_EVERY == 1) {
          anotherPatientCalls();
        }
        hostile.asks();
        post.platform().loop().pass(ofMillis(random.nextInt(40)));
        if (i % FLOOD_EVERY == 0) {
          hostile.floods(FLOOD);
          post.passes(ofSeconds(1));
          double kept = post.platform().meter("paraat.subscriptions");
          assertTrue(kept > 100 && kept <= MOST_SUBSCRIPTIONS, kept + " subscriptions");
        }
        if (i % GOOD_CALL_EVERY == 0) {
          aGoodCallIsServed();
          post.phone("1203").isTalkingTo(standing);
          post.platform().check();
        }
      }
      for (String answer : List.of("REFER 202", "REFER 400", "INVITE 403", "SUBSCRIBE 423")) {
        assertTrue(hostile.heard(answer) > count / 200, answer + " in " + hostile.heard());
      }
      standing.hangsUp();
      post.passes(ofMinutes(130));
      FuzzSettings.report(
          "phone",
          seed,
          "%d requests of whom %d patients called: %s".formatted(count, patients, hostile.heard()));
      post.closes();
    }

    private void anotherPatientCalls() {
      patient.ifPresent(OutsideCaller::hangsUp);
      hostile.hangsUp();
      post.passes(ofSeconds(1));
      OutsideCaller next = post.outsideCaller("06%08d".formatted(20_000_000 + ++patients));
      next.dials("0880001201");
      patient = Optional.of(next);
    }

    private void aGoodCallIsServed() {
      OutsideCaller patient = post.outsideCaller("0622222222");
      patient.dials("0880000100");
      post.phone("1202").rings().answers();
      patient.isTalkingTo(post.phone("1202"));
      patient.hangsUp();
      post.phone("1202").isDone();
      post.passes(ofSeconds(2));
    }
  }
}
