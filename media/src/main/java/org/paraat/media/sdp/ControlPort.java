package org.paraat.media.sdp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the author of a stream wants its reports (RTCP).
 *
 * @param port of a=rtcp (RFC 3605); empty: the one above that of the sound
 * @param address of a=rtcp; empty: that of the sound
 * @param isShared a=rtcp-mux (RFC 5761): on the port of the sound
 */
public record ControlPort(OptionalInt port, Optional<String> address, boolean isShared) {
  /** On the port above that of the sound. */
  public static final ControlPort NEXT =
      new ControlPort(OptionalInt.empty(), Optional.empty(), false);

  /** On the port of the sound. */
  public static final ControlPort SHARED =
      new ControlPort(OptionalInt.empty(), Optional.empty(), true);
}
