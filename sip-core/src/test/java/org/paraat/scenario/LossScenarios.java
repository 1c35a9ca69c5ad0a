package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Networks that lose, double, delay and turn round: the call still comes about and ends. */
class LossScenarios {
  private static final Pattern PROBE = Pattern.compile("CSeq: \\d+ OPTIONS");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static Office post(long seed) {
    return new Office(seed)
        .queue("Triage", q -> q.number("0880000100").agents("1201").ringTime(PATIENCE));
  }

  /** A whole call: from the INVITE of the patient to the last BYE. */
  private static void aWholeCall(Office post) {
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.phone("1201").rings().answers();
    patient.isTalkingTo(post.phone("1201"));
    post.passes(Duration.ofSeconds(3));
    patient.isTalkingTo(post.phone("1201"));
    post.phone("1201").hangsUp();
    patient.isDoneWithin(PATIENCE);
    post.closes();
    assertEquals(1, post.platform().endedCalls().size());
  }

  /** Loses one message of the call: the n-th since it was set upon it. */
  private static final class OneLoss {
    private final int which;
    private int seen;

    OneLoss(int which) {
      this.which = which;
    }

    /** Whether this message passes. */
    boolean passes(String message) {
      return PROBE.matcher(message).find() || seen++ != which;
    }
  }

  private static int messagesOfACall() {
    var post = post(1).opens();
    var counted = new OneLoss(-1);
    post.network().filtering((flow, message) -> counted.passes(message));
    aWholeCall(post);
    return counted.seen;
  }

  @TestFactory
  Stream<DynamicTest> theLossOfAnyOneMessageDoesNotLoseTheCall() {
    int messages = messagesOfACall();
    assertTrue(messages >= 11, "a whole call has only " + messages + " messages");
    return IntStream.range(0, messages)
        .mapToObj(
            which ->
                DynamicTest.dynamicTest(
                    "message " + which + " of " + messages + " is lost",
                    () -> {
                      var post = post(1).opens();
                      var loss = new OneLoss(which);
                      post.onANetworkThat(
                          network -> network.filtering((flow, m) -> loss.passes(m)));
                      aWholeCall(post);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aBadNetworkDelaysTheCallButDoesNotLoseIt() {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed,
                    () -> {
                      var post =
                          post(seed)
                              .opens()
                              .onANetworkThat(
                                  network ->
                                      network
                                          .losing(0.1)
                                          .doubling(0.1)
                                          .delaying(Duration.ofMillis(1), Duration.ofMillis(80)));
                      aWholeCall(post);
                    }));
  }
}
