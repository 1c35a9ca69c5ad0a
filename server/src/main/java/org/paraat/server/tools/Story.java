package org.paraat.server.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the steps of a demonstration, one line each, with what came of it. */
final class Story {
  private static final int WHO_WIDTH = 10;

  private final PrintStream out;
  private final Terminal terminal;
  private final long began = System.nanoTime();
  private int told;
  private volatile boolean isStopped;

  Story(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void chapter(String title) {
    out.println();
    out.println(terminal.bold(title));
  }

  /** Something that is no step: what was found, what is put back. */
  void remark(String words) {
    lines("    ", "", words);
  }

  /**
   * Plays a step and tells what came of it.
   *
   * @param who the party whose step it is
   */
  void step(String who, Step step) throws StepFailed {
    try {
      String words = step.play();
      told++;
      lines(terminal.green(" ok "), who, words);
    } catch (StepFailed failure) {
      if (isStopped) {
        throw failure;
      }
      lines(terminal.red("FAIL"), who, failure.getMessage());
      throw failure;
    }
  }

  /** From now on a step that fails does so because it was broken off: that is not told. */
  void stop() {
    isStopped = true;
  }

  void end(String words) {
    out.println();
    out.printf(Locale.ROOT, "%s %d steps in %s.%n", words, told, Wording.seconds(lasting()));
  }

  private Duration lasting() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void lines(String sign, String who, String words) {
    String start = "%7s  %-" + WHO_WIDTH + "s ";
    String time = Wording.seconds(lasting());
    int room = terminal.width() - 15 - WHO_WIDTH;
    String shownSign = sign;
    String shownWho = who;
    for (String part : Wording.wrapped(words, room)) {
      out.println(shownSign + start.formatted(time, shownWho) + part);
      shownSign = "    ";
      time = "";
      shownWho = "";
    }
    out.flush();
  }

  /** What a party does, and what must come of it. */
  interface Step {

    /** Says in words what was done and heard. */
    String play() throws StepFailed;
  }

  /** Something else came of a step than it should; the message says what. */
  static final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailed(String message) {
      super(message);
    }

    StepFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
