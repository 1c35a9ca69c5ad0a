package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Everybody does anything at any moment over a bad network: whatever happens, the PBX stays sound
 * at every turn and nothing is left behind. A seed that fails tells the same story each time.
 */
class StormScenarios {
  private static final int DEEDS = 150;
  private static final int SEEDS = Integer.getInteger("paraat.storm.seeds", 20);
  private static final List<String> PEOPLE = List.of("1201", "1202", "1203", "1204");
  private static final List<String> DIALLED =
      List.of(
          "1201",
          "1202",
          "1203",
          "0698765432",
          "112",
          "*46",
          "*49",
          "*0",
          "*48*999",
          "*47*999",
          "*1",
          "*99",
          "7777",
          "0880000100",
          "0880000112",
          "0600000050");
  private static final List<String> DIALLED_FROM_OUTSIDE =
      List.of("0880000100", "0880000112", "0880001201", "0880000150", "0880000100");

  @TestFactory
  Stream<DynamicTest> nothingThatPeopleDoLeavesAnythingBehind() {
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Storm(seed).rages()));
  }

  /** One storm. */
  private static final class Storm {
    private final RandomGenerator random;
    private final Office post;
    private final List<TestPhone> phones;
    private final List<OutsideCaller> outside;

    Storm(long seed) {
      random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
      post =
          new Office(seed)
              .queue("Triage", q -> q.number("0880000100").agents("1201", "1202", "1203"))
              .queue(
                  "Spoed",
                  q -> q.number("0880000112").agents("1202", "1204").emergency().ringsAll())
              .directNumber("0880001201", "1201")
              .number("0880000150", Office.outsideNumber("0600000050"))
              .mobileConnect("0882780", "0600000001")
              .sosPhones("0600000011")
              .carrier("carrier-a")
              .carrier("carrier-b");
      post.opens();
      phones = PEOPLE.stream().map(post::phone).toList();
      outside =
          Stream.of("0612345678", "0687654321", "0698765432", "0600000050", "0600000001", "112")
              .map(post::outsideCaller)
              .toList();
      post.outsideCaller("0698765432", "carrier-b");
      post.network()
          .losing(0.03)
          .doubling(0.03)
          .delaying(Duration.ofMillis(1), Duration.ofMillis(30));
    }

    void rages() {
      for (int deed = 0; deed < DEEDS; deed++) {
        anyDeed();
        post.passes(Duration.ofMillis(random.nextInt(4) == 0 ? 2_500 : random.nextInt(40)));
      }
      goesByItself();
    }

    private void goesByItself() {
      post.network().losing(0).doubling(0);
      phones.forEach(phone -> post.network().reconnect(phone.address()));
      post.carrierAt("carrier-a").isBack().worksAgain();
      post.closes();
      long records = post.platform().endedCalls().size();
      long started = (long) post.platform().meter("paraat.calls.started");
      assertEquals(started, records, () -> "each call has one record" + post.story());
    }

    private void anyDeed() {
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> any(outside).dialsThisInstant(any(DIALLED_FROM_OUTSIDE));
        case 3, 4 -> any(phones).dialsThisInstant(any(DIALLED));
        case 5, 6, 7, 8 -> picksUp();
        case 9 -> declines();
        case 10, 11 -> hangsUp(any(phones));
        case 12 -> hangsUp(any(outside));
        case 13 -> holdsOrResumes(any(phones));
        case 14 -> registersOrNot(any(phones));
        default -> theWorldChanges();
      }
    }

    private void picksUp() {
      everybody()
          .filter(Telephone::isRingingNow)
          .findAny()
          .ifPresent(Telephone::answersThisInstant);
    }

    private void declines() {
      everybody()
          .filter(Telephone::isRingingNow)
          .findAny()
          .ifPresent(Telephone::declinesThisInstant);
    }

    private Stream<Telephone> everybody() {
      Stream<Telephone> all = Stream.concat(phones.stream(), outside.stream());
      return all.skip(random.nextInt(phones.size()));
    }

    private static void hangsUp(Telephone telephone) {
      if (telephone.isBusyWithAnything()) {
        telephone.hangsUpThisInstant();
      }
    }

    private static void holdsOrResumes(Telephone telephone) {
      if (telephone.isTalkingFreely()) {
        telephone.holdsThisInstant();
      } else if (telephone.isHolding()) {
        telephone.resumesThisInstant();
      }
    }

    private void registersOrNot(TestPhone phone) {
      if (random.nextBoolean()) {
        phone.unregistersThisInstant();
      } else {
        phone.registersThisInstant();
      }
    }

    private void theWorldChanges() {
      Carrier carrier = post.carrierAt("carrier-a");
      switch (random.nextInt(5)) {
        case 0 -> carrier.failsWith(503);
        case 1 -> carrier.worksAgain().isBack();
        case 2 -> carrier.isCutOff();
        case 3 -> any(phones).losesItsNetwork();
        default -> phones.forEach(TestPhone::hasItsNetworkBack);
      }
    }

    private <T> T any(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }
}
