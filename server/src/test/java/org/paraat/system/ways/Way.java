package org.paraat.system.ways;

/**
 * One way to break a transfer.
 *
 * @param isShort over within a few seconds
 * @param play what is done, and what must come of it
 */
public record Way(String name, boolean isShort, Play play) {

  /** Says it for a list of tests. */
  @Override
  public String toString() {
    return name;
  }

  /** What happens on the stage. */
  interface Play {
    void on(Scene scene) throws Exception;
  }
}
