package org.paraat.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** Waiting for a port of ours, at the start. */
final class Binding {
  private Binding() {}

  /**
   * @throws UncheckedIOException when somebody else has the port, or the address is not ours
   */
  static Channel awaited(ChannelFuture binding, InetSocketAddress address, String transport) {
    binding.awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new UncheckedIOException(
          new IOException(
              "cannot listen on " + transport + " " + address + ": " + binding.cause().getMessage(),
              binding.cause()));
    }
    return binding.channel();
  }
}
