package org.paraat.server.phone;

import java.util.ArrayDeque;
import java.util.Deque;

/** Turns typed keys into telephone-events (RFC 4733), one step every 20 ms. */
final class KeyPresses {
  private static final String EVENTS = "0123456789*#ABCD";
  private static final int STEPS_PRESSED = 5;
  private static final int STEPS_BETWEEN = 3;
  private static final int SAMPLES_A_STEP = 160;
  private static final int VOLUME = 10;
  private static final int MOST_WAITING = 100;

  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int event = -1;
  private int step;
  private long began;

  synchronized void press(String keys) {
    for (char key : keys.toCharArray()) {
      int code = EVENTS.indexOf(Character.toUpperCase(key));
      if (code < 0 || waiting.size() >= MOST_WAITING) {
        throw new IllegalArgumentException("cannot be typed: " + keys);
      }
      waiting.add(code);
    }
  }

  /** What to send in this step; a pause is a step in which the voice is heard again. */
  synchronized Step next(long timestamp) {
    if (event < 0) {
      if (waiting.isEmpty()) {
        return Step.NOTHING;
      }
      event = waiting.remove();
      step = 0;
      began = timestamp;
    }
    step++;
    if (step <= STEPS_PRESSED) {
      return new Step(payload(step, false), began, step == 1, 1);
    }
    if (step == STEPS_PRESSED + 1) {
      return new Step(payload(step, true), began, false, 3);
    }
    if (step > STEPS_PRESSED + 1 + STEPS_BETWEEN) {
      event = -1;
    }
    return Step.NOTHING;
  }

  private byte[] payload(int steps, boolean isEnd) {
    int duration = steps * SAMPLES_A_STEP;
    return new byte[] {
      (byte) event, (byte) (isEnd ? 0x80 | VOLUME : VOLUME), (byte) (duration >> 8), (byte) duration
    };
  }

  /**
   * @param timestamp when the key was pressed
   * @param times how often the packet is sent, as the end must not be lost
   */
  record Step(byte[] payload, long timestamp, boolean isFirst, int times) {
    static final Step NOTHING = new Step(new byte[0], 0, false, 0);

    boolean isKey() {
      return times > 0;
    }
  }
}
