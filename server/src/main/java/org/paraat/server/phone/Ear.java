package org.paraat.server.phone;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What a phone has heard in a call so far; older than two minutes is forgotten. */
public final class Ear {
  private static final int MOST = 120 * Hearing.RATE;
  private static final long LOOK_AGAIN_MILLISECONDS = 100;

  private final Recordings recordings;
  private short[] samples = new short[10 * Hearing.RATE];
  private int count;
  private long forgotten;
  private long lastArrival;
  private long longestGap;

  public Ear(Recordings recordings) {
    this.recordings = recordings;
  }

  /** Takes what came in, at 8 kHz. */
  synchronized void hear(short[] sound) {
    if (count + sound.length > MOST) {
      int half = count / 2;
      System.arraycopy(samples, half, samples, 0, count - half);
      count -= half;
      forgotten += half;
    }
    if (count + sound.length > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + sound.length));
    }
    System.arraycopy(sound, 0, samples, count, sound.length);
    count += sound.length;
    notifyAll();
  }

  /** Takes note that a packet has come in, whatever is in it. */
  synchronized void arrived(long nanoTime) {
    if (lastArrival != 0) {
      longestGap = Math.max(longestGap, nanoTime - lastArrival);
    }
    lastArrival = nanoTime;
  }

  /** The longest time without any packet since this was last asked; nothing before the first. */
  public synchronized Duration takeLongestGap() {
    arrived(System.nanoTime());
    Duration longest = Duration.ofNanos(longestGap);
    longestGap = 0;
    lastArrival = 0;
    return longest;
  }

  /** The moment to listen from, for {@link #since}: what comes from now on. */
  public synchronized long now() {
    return forgotten + count;
  }

  /** What was heard since a moment, in its order. */
  public List<Sound> since(long moment) {
    return Hearing.of(samplesSince(moment), recordings);
  }

  /** Listens until what was heard since a moment is what is wanted; false when time is up. */
  public boolean hears(long moment, Predicate<Sound> wanted, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (since(moment).stream().noneMatch(wanted)) {
      if (deadline - System.nanoTime() <= 0 || !lookAgainLater()) {
        return since(moment).stream().anyMatch(wanted);
      }
    }
    return true;
  }

  /** All that was heard since a moment, in words. */
  public String inWords(long moment) {
    List<Sound> sounds = since(moment);
    return sounds.isEmpty()
        ? "silence"
        : String.join(", ", sounds.stream().map(Sound::inWords).toList());
  }

  private synchronized short[] samplesSince(long moment) {
    int from = Math.clamp(moment - forgotten, 0, count);
    return Arrays.copyOfRange(samples, from, count);
  }

  private boolean lookAgainLater() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
