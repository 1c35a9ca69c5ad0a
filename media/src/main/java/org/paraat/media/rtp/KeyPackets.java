package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import org.paraat.media.MediaListener;
import org.paraat.media.dtmf.KeyDetector;

/** Reads the telephone-event packets of one session (RFC 4733 2.3). */
final class KeyPackets {
  private static final int EVENT_LENGTH = 4;
  private static final int MOST_EVENTS_A_PACKET = 8;

  private final KeyDetector keys = new KeyDetector();

  /**
   * @param at where the plain header begins; the limit is the end of the packet
   */
  void packet(ByteBuffer packet, int at, MediaListener listener, long now) {
    int ssrc = RtpHeader.ssrc(packet, at);
    int timestamp = RtpHeader.timestamp(packet, at);
    int event = at + RtpHeader.LENGTH;
    // A packet may report a key that just ended and the next one behind it.
    for (int i = 0; i < MOST_EVENTS_A_PACKET && event + EVENT_LENGTH <= packet.limit(); i++) {
      boolean end = packet.get(event + 1) < 0;
      int duration = Short.toUnsignedInt(packet.getShort(event + 2));
      if (i > 0 && duration == 0) {
        // Filling behind the event, not another one.
        return;
      }
      char key = keys.heard(ssrc, timestamp, packet.get(event) & 0xFF, end, now);
      if (key != KeyDetector.NO_KEY) {
        listener.keyPressed(key);
      }
      if (!end || duration == 0) {
        return;
      }
      timestamp += duration;
      event += EVENT_LENGTH;
    }
  }
}
