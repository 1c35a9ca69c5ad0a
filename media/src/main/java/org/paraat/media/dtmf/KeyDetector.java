package org.paraat.media.dtmf;

import java.util.concurrent.TimeUnit;

/**
 * Tells from the telephone-event packets of one session (RFC 4733) when a key begins, each key
 * once.
 *
 * <p>A key is reported on the first packet that we see of it, whichever that is: its beginning may
 * be lost, and so may all three of its ends.
 */
public final class KeyDetector {
  /** No key begins with this packet. */
  public static final char NO_KEY = 0;

  private static final String KEYS = "0123456789*#ABCD";
  private static final int REMEMBERED = 8;
  private static final int LONGEST_SEGMENT = 0xFFFF;
  // The three ends of a key are sent within a tenth of a second, and the network delays the last.
  private static final long ENDS_ARRIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int NOWHERE = -1;

  // A ring of the last events, because copies arrive late and out of order.
  private final long[] identities = new long[REMEMBERED];
  private final int[] events = new int[REMEMBERED];
  private final boolean[] ended = new boolean[REMEMBERED];
  private final long[] lastHeard = new long[REMEMBERED];
  private int remembered;

  private boolean isDown;
  private int eventDown;
  private int streamDown;
  private int timestampDown;

  /**
   * One event of one packet.
   *
   * @param timestamp of the packet: with the SSRC it is the identity of the event
   * @param end the E bit
   * @param now by {@link System#nanoTime}
   * @return the key that begins here, or {@link #NO_KEY}
   */
  public char heard(int ssrc, int timestamp, int event, boolean end, long now) {
    if (event < 0 || event >= KEYS.length()) {
      return NO_KEY;
    }
    int place = place(ssrc, timestamp, event);
    // Gateways that restart their timestamps at each key send the same key under the same identity.
    boolean isAgain =
        place != NOWHERE && ended[place] && now - lastHeard[place] > ENDS_ARRIVE_NANOS;
    boolean isNew = place == NOWHERE || isAgain;
    boolean goesOn = place == NOWHERE && continuesLongKey(ssrc, timestamp, event);
    if (isNew) {
      place = place == NOWHERE ? remember(ssrc, timestamp, event) : place;
      ended[place] = false;
      isDown = true;
      eventDown = event;
      streamDown = ssrc;
      timestampDown = timestamp;
    }
    lastHeard[place] = now;
    if (end) {
      ended[place] = true;
      isDown &= ssrc != streamDown || timestamp != timestampDown;
    }
    return isNew && !goesOn ? KEYS.charAt(event) : NO_KEY;
  }

  // RFC 4733 2.5.1.3: a key longer than 65535 ticks goes on in a segment that begins right there.
  private boolean continuesLongKey(int ssrc, int timestamp, int event) {
    return isDown
        && ssrc == streamDown
        && event == eventDown
        && timestamp == timestampDown + LONGEST_SEGMENT;
  }

  // The event is part of the identity because some gateways restart their timestamps at each key.
  private int place(int ssrc, int timestamp, int event) {
    long identity = identity(ssrc, timestamp);
    for (int i = 0; i < Math.min(remembered, REMEMBERED); i++) {
      if (identities[i] == identity && events[i] == event) {
        return i;
      }
    }
    return NOWHERE;
  }

  private int remember(int ssrc, int timestamp, int event) {
    int slot = remembered % REMEMBERED;
    identities[slot] = identity(ssrc, timestamp);
    events[slot] = event;
    remembered = remembered + 1 == 2 * REMEMBERED ? REMEMBERED : remembered + 1;
    return slot;
  }

  private static long identity(int ssrc, int timestamp) {
    return (long) ssrc << 32 | timestamp & 0xFFFF_FFFFL;
  }
}
