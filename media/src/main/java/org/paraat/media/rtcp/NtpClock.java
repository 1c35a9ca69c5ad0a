package org.paraat.media.rtcp;

/**
 * Turns the nanoseconds of a steady clock into NTP time: 32.32 fixed point, seconds since 1900.
 *
 * <p>It never jumps, for round trips are computed from it.
 */
public final class NtpClock {
  private static final long FROM_1900_TO_1970 = 2_208_988_800L;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final long epochMilliseconds;
  private final long nanosThen;

  /**
   * @param epochMilliseconds the wall clock, read when the steady one stood at {@code nanosThen}
   */
  public NtpClock(long epochMilliseconds, long nanosThen) {
    this.epochMilliseconds = epochMilliseconds;
    this.nanosThen = nanosThen;
  }

  public long at(long nanos) {
    long passed = epochMilliseconds % 1000 * 1_000_000 + (nanos - nanosThen);
    long seconds = epochMilliseconds / 1000 + Math.floorDiv(passed, NANOS_A_SECOND);
    long fraction = (Math.floorMod(passed, NANOS_A_SECOND) << 32) / NANOS_A_SECOND;
    return seconds + FROM_1900_TO_1970 << 32 | fraction;
  }

  /** The middle 32 bits, in which reports name each other. */
  public int middleAt(long nanos) {
    return (int) (at(nanos) >>> 16);
  }
}
