package org.paraat.pbx;

import static java.time.Duration.ofMillis;

import org.paraat.pbx.vocabulary.LegId;

/** A patient of queue 999 talks with 1201; 1202 and 1203 are there too. */
final class Talk {
  static final String PATIENT = "0612345678";

  final PbxTester post;
  final LegId patient;
  final LegId agent;

  Talk() {
    this(PbxTester.withPeople("1201", "1202", "1203").signsOn("999", "1201"));
  }

  Talk(PbxTester post) {
    this.post = post;
    patient = post.outside(PATIENT, "0880000999");
    agent = post.at("desk1");
    post.answers(agent);
    post.passes(ofMillis(10));
  }

  /** 1201 holds the patient and calls 1202. */
  LegId consults() {
    post.holds(agent);
    return post.phone("desk1", "1202");
  }
}
