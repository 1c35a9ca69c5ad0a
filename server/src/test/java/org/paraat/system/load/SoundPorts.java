package org.paraat.system.load;

/** Where the sound of each call goes. */
interface SoundPorts {

  /** The port on which this side of a call wants to hear; the same each time it is asked. */
  int open(String callId);

  /** Where the other side of this side's call wants to hear. */
  default void connected(String callId, int remotePort) {}

  default void ended(String callId) {}

  /** One port for all calls, which nobody listens to. */
  static SoundPorts silent(int port) {
    return _ -> port;
  }
}
