package org.paraat.media.sdp;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.media.srtp.KeyPair;

/**
 * What an offer and its answer made of a stream, seen from our side.
 *
 * @param remote where the peer wants its sound; empty while it holds us by c=0.0.0.0 or port 0
 * @param direction ours: {@code RECVONLY} when the peer holds us
 * @param codec what we send
 * @param payloadType the number of {@code codec} in packets to the peer
 * @param eventsSent the number of telephone-event in packets to the peer; empty: it takes none
 * @param receives what the numbers of audio packets from the peer mean
 * @param eventsReceived the number of telephone-event in packets from the peer
 * @param control where the peer wants our reports (RTCP); empty when {@code remote} is
 * @param isControlShared whether reports travel between the ports of the sound (RFC 5761)
 * @param frameMilliseconds of sound in each packet that we make ourselves: as the peer likes it
 * @param keys what each side encrypts with; empty: the sound is plain
 */
public record Agreement(
    Optional<InetSocketAddress> remote,
    Direction direction,
    AudioCodec codec,
    int payloadType,
    OptionalInt eventsSent,
    Map<Integer, AudioCodec> receives,
    OptionalInt eventsReceived,
    Optional<InetSocketAddress> control,
    boolean isControlShared,
    int frameMilliseconds,
    Optional<KeyPair> keys) {

  public Agreement {
    receives = Collections.unmodifiableMap(new LinkedHashMap<>(receives));
  }

  /** Whether the peer listens to us now. */
  public boolean maySend() {
    return direction.sends() && remote.isPresent();
  }

  /** Whether the peer may be heard now. */
  public boolean mayReceive() {
    return direction.receives();
  }

  /** Whether the peer put us on hold, in any of the ways that phones do this. */
  public boolean isHeld() {
    return !maySend();
  }
}
