package org.paraat.media;

/**
 * How the range of RTP ports stands.
 *
 * @param used by sessions
 * @param free to be used now
 * @param quarantined resting after a session
 * @param skipped times that a port turned out to be in use by another program
 */
public record PortUse(int used, int free, int quarantined, long skipped) {

  /** How much of the range a new call cannot have, 0 to 1. */
  public double share() {
    int all = used + free + quarantined;
    return all == 0 ? 1 : (double) (used + quarantined) / all;
  }
}
