package org.paraat.pbx;

import static java.time.Duration.ofSeconds;

import java.util.List;
import org.paraat.pbx.directory.Queue.RingStrategy;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Urgency;

/** A patient who talks at {@code desk1}, an emergency that comes in, and a colleague who pauses. */
class EmergencyBed {
  static final String TRIAGE = "0880000999";
  static final String SPOED = "0880000112";
  static final String PATIENT = "0611111111";
  static final String EMERGENCY = "0622222222";

  final PbxTester post = post("1201", "1202");
  final LegId patient;

  /** The leg of the one who talks with the patient. */
  final LegId agent;

  final LegId emergency;

  EmergencyBed() {
    post.code("desk2", "*46");
    patient = talksAt(post, "desk1");
    agent = post.at("desk1");
    emergency = post.outside(EMERGENCY, SPOED);
  }

  /** Whoever serves the routine queue and the urgent one. */
  static PbxTester post(String... agents) {
    return PbxTester.withAgents("999", agents).signsOn("900", agents);
  }

  /** One who serves both, where a routine call is wrapped up for a minute. */
  static PbxTester postWithLongWrapUp(String agent) {
    var directory = new DemoDirectory();
    directory.queues.removeIf(queue -> queue.code().digits().equals("999"));
    directory.queue("999", Urgency.ROUTINE, RingStrategy.LONGEST_IDLE, ofSeconds(60));
    return PbxTester.withPeople(directory.build(), agent)
        .signsOn("999", agent)
        .signsOn("900", agent);
  }

  /** A patient who talks with the agent at the phone. */
  static LegId talksAt(PbxTester post, String device) {
    LegId patient = post.outside(PATIENT, TRIAGE);
    post.answers(post.at(device));
    return patient;
  }

  /** Whoever still calls hangs up, and nothing stays behind. */
  void ends() {
    for (LegId caller : List.of(emergency, patient)) {
      if (!post.isOver(caller)) {
        post.hangsUp(caller);
      }
    }
    post.passes(ofSeconds(30));
    post.isAtRest();
  }
}
