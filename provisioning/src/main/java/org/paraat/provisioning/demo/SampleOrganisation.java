package org.paraat.provisioning.demo;

import java.util.Arrays;
import java.util.Optional;

/** Which organisation a fresh database starts with. */
public enum SampleOrganisation {
  /** Production: whatever an administrator typed in. */
  NONE("none"),
  /** A doctors' post with phones, people and queues; its secrets are well known. */
  DEMO("demo"),
  /** Twenty agents on one queue, for measuring; its secrets are well known. */
  BENCH("bench");

  /** Where the carriers of a sample are, on this machine: the first here, the other two above. */
  public static final int CARRIER_PORT = 5080;

  private final String word;

  SampleOrganisation(String word) {
    this.word = word;
  }

  /** As it is written on the command line. */
  public String word() {
    return word;
  }

  public static Optional<SampleOrganisation> of(String word) {
    return Arrays.stream(values()).filter(sample -> sample.word.equals(word)).findFirst();
  }
}
