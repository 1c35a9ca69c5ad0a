package org.paraat.system.load;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The desks and the callers of the demo organisation, who do what they do without a pause. */
final class KillPhones {
  private static final long MILLISECOND = 1_000_000L;
  private static final long LONGEST_SETTING_UP = 20_000 * MILLISECOND;
  private static final int DESKS = 8;

  /**
   * The last desk answers calls; of the others those of an odd number log in and out, those of an
   * even one change queues and pause.
   */
  private static final int LAST_AGENT = 6;

  private static final String UNKNOWN_CODES = "desk7";
  private static final long FIRST_NUMBER = 61_000_000L;

  private final Wire wire;
  private final Dialling desks;
  private final Dialling carrier;
  private final Promises promises;
  private final Random random;
  private boolean isOn;
  private int life;
  private int registered;
  private int setUp;
  private int codes;
  private int callers;
  private int callsEnded;

  /** What a change is called, and what it is when it is done. */
  private record Wish(String code, String fact, String value) {}

  KillPhones(Wire wire, Dialling desks, Dialling carrier, Promises promises, Random random) {
    this.wire = wire;
    this.desks = desks;
    this.carrier = carrier;
    this.promises = promises;
    this.random = random;
  }

  int callsEnded() {
    return callsEnded;
  }

  /** Every desk registers; those that answer or change queues log in. */
  void setUp() throws IOException {
    for (int i = 1; i <= DESKS; i++) {
      String desk = "desk" + i;
      desks.register(
          desk,
          () -> {
            registered++;
            promises.confirmed("reach of " + desk, "reachable");
          });
    }
    await(() -> registered == DESKS, "the desks could not register");
    isOn = true;
    for (int i = 2; i <= DESKS; i += 2) {
      int number = i;
      wish(number, new Wish("*1*120" + i, "person at desk" + i, "120" + i), () -> signOn(number));
    }
    await(() -> setUp == DESKS / 2, "the agents could not log in");
    end();
  }

  private void signOn(int number) {
    if (number <= LAST_AGENT) {
      wish(number, new Wish("*48*998", "queues of 120" + number, "998"), () -> setUp++);
    } else {
      setUp++;
    }
  }

  private void await(BooleanSupplier condition, String otherwise) throws IOException {
    if (!wire.runUntil(condition, LONGEST_SETTING_UP)) {
      throw new IllegalStateException(otherwise);
    }
  }

  void begin() {
    isOn = true;
    for (int i = 1; i <= LAST_AGENT; i++) {
      changeSomething(i);
    }
    dialUnknownCode();
    callIn();
  }

  /** The server is gone, and every call with it. */
  void end() {
    isOn = false;
    life++;
    desks.forgetAll();
    carrier.forgetAll();
  }

  private void later(Runnable what) {
    int current = life;
    wire.after(
        (20 + random.nextInt(80)) * MILLISECOND,
        () -> {
          if (isOn && life == current) {
            what.run();
          }
        });
  }

  private void changeSomething(int number) {
    Wish wish = number % 2 == 1 ? logInOrOut(number) : queueOrPause(number);
    wish(number, wish, () -> later(() -> changeSomething(number)));
  }

  private Wish logInOrOut(int number) {
    String fact = "person at desk" + number;
    return promises.valueOf(fact).isEmpty()
        ? new Wish("*1*120" + number, fact, "120" + number)
        : new Wish("*1", fact, "");
  }

  private Wish queueOrPause(int number) {
    if (random.nextBoolean()) {
      String fact = "pause of 120" + number;
      return promises.valueOf(fact).isEmpty()
          ? new Wish("*46", fact, "yes")
          : new Wish("*49", fact, "");
    }
    String fact = "queues of 120" + number;
    var queues = new TreeSet<>(List.of(promises.valueOf(fact).split(" ")));
    boolean isSignedOn = queues.contains("999");
    return isSignedOn ? new Wish("*47*999", fact, "998") : new Wish("*48*999", fact, "998 999");
  }

  /** Dials a code: that it is answered is the confirmation. */
  private void wish(int number, Wish wish, Runnable then) {
    promises.asked(wish.fact(), wish.value());
    dial("desk" + number, wish.code(), () -> promises.confirmed(wish.fact(), wish.value()), then);
  }

  private void dial(String desk, String code, Runnable answered, Runnable over) {
    var digest = new Digest(desk, desk + "-secret");
    desks.call(desk, code, Optional.of(digest), new Short(answered, over));
  }

  private void dialUnknownCode() {
    String code = "*99" + (10_000 + ++codes);
    dial(UNKNOWN_CODES, code, () -> {}, () -> ended(code, this::dialUnknownCode));
  }

  private void callIn() {
    String number = Long.toString(FIRST_NUMBER + ++callers);
    carrier.call(
        "06" + number.substring(0, 8),
        "0880001208",
        Optional.empty(),
        new Short(() -> {}, () -> ended(number, this::callIn)));
  }

  private void ended(String mark, Runnable then) {
    promises.callEnded(mark, System.nanoTime());
    callsEnded++;
    later(then);
  }

  /** Hangs up soon after the answer. */
  private final class Short implements Dialling.Listener {
    private final Runnable answered;
    private final Runnable over;

    private Short(Runnable answered, Runnable over) {
      this.answered = answered;
      this.over = over;
    }

    @Override
    public void answered(Dialling.Call call) {
      answered.run();
      wire.after((30 + random.nextInt(50)) * MILLISECOND, call::hangUp);
    }

    @Override
    public void over(Dialling.Call call, long nanos) {
      over.run();
    }
  }
}
