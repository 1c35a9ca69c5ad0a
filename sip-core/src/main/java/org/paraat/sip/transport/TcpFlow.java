package org.paraat.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One TCP connection, whoever made it. */
final class TcpFlow extends ChannelInboundHandlerAdapter implements Flow, StreamFraming.Sink {
  private static final int MOST_EARLY = 64;
  private static final byte[] PONG = {'\r', '\n'};

  private final TcpPort port;
  private final SipAddress local;
  private final SipAddress remote;
  private final StreamFraming framing = new StreamFraming(this);
  private final List<byte[]> early = new ArrayList<>();
  private Optional<Channel> channel = Optional.empty();
  private boolean isOpen = true;
  private boolean hasSpoken;

  TcpFlow(TcpPort port, SipAddress local, SipAddress remote) {
    this.port = port;
    this.local = local;
    this.remote = remote;
  }

  @Override
  public void send(byte[] message) {
    if (!isOpen) {
      return;
    }
    if (channel.isPresent()) {
      write(channel.get(), message);
    } else if (early.size() < MOST_EARLY) {
      early.add(message);
    } else {
      end("too much waits for the connection");
    }
  }

  private void write(Channel open, byte[] message) {
    if (!open.isWritable()) {
      end("the peer reads too slowly");
      return;
    }
    open.writeAndFlush(Unpooled.wrappedBuffer(message));
  }

  /** The connection stands. */
  void connected(Channel open) {
    if (!isOpen) {
      open.close();
      return;
    }
    channel = Optional.of(open);
    early.forEach(message -> write(open, message));
    early.clear();
  }

  /** The connection is no more, or never was. */
  void end(String because) {
    if (!isOpen) {
      return;
    }
    isOpen = false;
    early.clear();
    channel.ifPresent(Channel::close);
    port.ended(this, because);
  }

  boolean hasSpoken() {
    return hasSpoken;
  }

  @Override
  public void close() {
    end("closed by us");
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public SipAddress remote() {
    return remote;
  }

  @Override
  public SipAddress local() {
    return local;
  }

  // --- what Netty brings ---

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      Optional<String> lost = isOpen ? framing.feed(bytes.nioBuffer()) : Optional.empty();
      lost.ifPresent(
          because -> {
            port.handler().onDropped(this, because);
            end(because);
          });
    } finally {
      bytes.release();
    }
  }

  @Override
  public void onMessage(byte[] message) {
    hasSpoken = true;
    if (isOpen) {
      port.handler().onMessage(this, message);
    }
  }

  @Override
  public void onPing() {
    channel.filter(Channel::isWritable).ifPresent(open -> write(open, PONG));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("closed by the peer");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      end("idle for too long");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(String.valueOf(cause.getMessage()));
  }

  @Override
  public String toString() {
    return remote.toString();
  }
}
