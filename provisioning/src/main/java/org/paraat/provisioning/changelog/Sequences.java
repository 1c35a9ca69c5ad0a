package org.paraat.provisioning.changelog;

/**
 * How entries are numbered: the upper half is the life of the process that made them, the lower
 * half counts within it. So what a next life makes comes after all of this one, even when the last
 * numbers of this one never got to the disk.
 */
final class Sequences {
  static final int BITS = 32;

  private Sequences() {}

  static long lifeOf(long sequence) {
    return sequence >>> BITS;
  }

  static long firstOf(long life) {
    return life << BITS;
  }

  /**
   * @param now in seconds since 1970: unlike the number of the last life, it grows even when the
   *     disk could not be written in that
   */
  static long lifeAfter(long last, long now) {
    return Math.max(last + 1, now);
  }
}
