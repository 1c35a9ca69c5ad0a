package org.paraat.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Urgency;

/** A queue as a scenario describes it: only what matters for the story. */
public final class QueueSketch {
  private final String name;
  private String code;
  private final List<String> numbers = new ArrayList<>();
  private final List<String> agents = new ArrayList<>();
  private Urgency urgency = Urgency.ROUTINE;
  private Queue.RingStrategy strategy = Queue.RingStrategy.LONGEST_IDLE;
  private Duration ringTime = Duration.ofSeconds(15);
  private Duration wrapUp = Duration.ZERO;

  QueueSketch(String name, String code) {
    this.name = name;
    this.code = code;
  }

  public QueueSketch code(String digits) {
    code = digits;
    return this;
  }

  /** A public number that leads straight to this queue. */
  public QueueSketch number(String number) {
    numbers.add(number);
    return this;
  }

  /** People who are logged in, each at a phone of their own, and signed on. */
  public QueueSketch agents(String... extensions) {
    agents.addAll(List.of(extensions));
    return this;
  }

  public QueueSketch emergency() {
    urgency = Urgency.EMERGENCY;
    return this;
  }

  public QueueSketch ringsAll() {
    strategy = Queue.RingStrategy.RING_ALL;
    return this;
  }

  public QueueSketch ringTime(Duration time) {
    ringTime = time;
    return this;
  }

  public QueueSketch wrapUp(Duration time) {
    wrapUp = time;
    return this;
  }

  QueueCode code() {
    return new QueueCode(code);
  }

  List<String> numbers() {
    return numbers;
  }

  List<String> agents() {
    return agents;
  }

  Queue queue() {
    return new Queue(code(), name, urgency, strategy, ringTime, wrapUp, Prompts.MUSIC);
  }
}
