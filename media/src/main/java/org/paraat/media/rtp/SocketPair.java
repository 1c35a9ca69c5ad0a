package org.paraat.media.rtp;

import java.io.IOException;
import java.nio.channels.DatagramChannel;

/** The two sockets of a session: the even port for sound, the odd one above it for reports. */
record SocketPair(DatagramChannel sound, DatagramChannel control) {

  /** Closes both, whatever happens to the first. */
  void close() throws IOException {
    try {
      sound.close();
    } finally {
      control.close();
    }
  }
}
