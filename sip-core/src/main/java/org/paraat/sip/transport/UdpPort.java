package org.paraat.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Our UDP port. */
final class UdpPort implements Port {
  private static final int BUFFER_BYTES = 4 * 1024 * 1024;
  private static final int LARGEST = 65_535;
  private static final int MOST_SCOUTS = 64;
  private static final Duration SCOUT_ASKS = Duration.ofMillis(400);
  private static final Duration SCOUT_LIVES = Duration.ofSeconds(2);
  private static final byte[] PING = {'\r', '\n', '\r', '\n'};

  private final NettyLoop loop;
  private final TransportHandler handler;
  private final ShownAddress shown;
  private final Channel channel;
  private final SipAddress bound;
  private final Map<SipAddress, Channel> scouts = new LinkedHashMap<>();

  UdpPort(
      NettyLoop loop,
      ListenSettings settings,
      InetSocketAddress address,
      TransportHandler handler) {
    this.loop = loop;
    this.handler = handler;
    ChannelFuture binding =
        new Bootstrap()
            .group(loop.group())
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, BUFFER_BYTES)
            .option(ChannelOption.IP_TOS, settings.trafficClass())
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST))
            .handler(new Reader())
            .bind(address);
    channel = Binding.awaited(binding, address, "UDP");
    bound =
        new SipAddress(Transport.UDP, SipAddress.plain((InetSocketAddress) channel.localAddress()));
    shown = new ShownAddress(bound, settings.advertised());
  }

  @Override
  public SipAddress bound() {
    return bound;
  }

  UdpFlow to(SipAddress remote) {
    return new UdpFlow(this, shown.towards(remote), remote);
  }

  void send(UdpFlow flow, byte[] message) {
    DatagramPacket packet =
        new DatagramPacket(Unpooled.wrappedBuffer(message), flow.remote().address());
    channel
        .writeAndFlush(packet)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                String because = String.valueOf(done.cause().getMessage());
                loop.execute(() -> handler.onUnreachable(flow, because));
              }
            });
  }

  /**
   * Sends an empty line from a connected socket of its own, because the system tells of a closed
   * port only there.
   */
  void suspect(UdpFlow flow) {
    if (scouts.size() >= MOST_SCOUTS || scouts.containsKey(flow.remote())) {
      return;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop.group())
            .channel(NioDatagramChannel.class)
            .handler(new Scout(flow))
            .connect(flow.remote().address());
    scouts.put(flow.remote(), connecting.channel());
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            ask(connecting.channel());
          }
        });
    loop.schedule(SCOUT_LIVES, () -> endScout(flow));
  }

  // Repeated, because systems bound how often they tell of closed ports.
  private void ask(Channel scout) {
    if (scout.isOpen()) {
      scout.writeAndFlush(Unpooled.wrappedBuffer(PING));
      loop.schedule(SCOUT_ASKS, () -> ask(scout));
    }
  }

  private void endScout(UdpFlow flow) {
    Channel scout = scouts.remove(flow.remote());
    if (scout != null) {
      scout.close();
    }
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    scouts.values().forEach(Channel::close);
  }

  /** Reads datagrams. */
  private final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      ByteBuf content = packet.content();
      SipAddress remote = new SipAddress(Transport.UDP, packet.sender());
      int length = content.readableBytes();
      boolean isKeepAlive = length <= PING.length || content.getByte(content.readerIndex()) == 0;
      if (!isKeepAlive) {
        handler.onMessage(to(remote), ByteBufUtil.getBytes(content));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      handler.onDropped(to(bound), String.valueOf(cause.getMessage()));
    }
  }

  /** Waits for the system's word about a closed port. */
  private final class Scout extends ChannelInboundHandlerAdapter {
    private final UdpFlow flow;

    private Scout(UdpFlow flow) {
      this.flow = flow;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      endScout(flow);
      if (cause instanceof PortUnreachableException) {
        handler.onUnreachable(flow, "closed port");
      }
    }
  }
}
