package org.paraat.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Our TCP port with its connections. */
final class TcpPort {
  private static final int CONNECT_MILLIS = 4000;
  private static final WriteBufferWaterMark MOST_UNREAD =
      new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

  private final NettyLoop loop;
  private final ListenSettings settings;
  private final TransportHandler handler;
  private final Channel listening;
  private final SipAddress bound;
  private final ShownAddress shown;
  private final Map<SipAddress, TcpFlow> flows = new LinkedHashMap<>();

  TcpPort(NettyLoop loop, ListenSettings settings, TransportHandler handler) {
    this.loop = loop;
    this.settings = settings;
    this.handler = handler;
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MOST_UNREAD)
            .childHandler(accepting())
            .bind(settings.address());
    listening = Binding.awaited(binding, settings.address(), "TCP");
    bound =
        new SipAddress(
            Transport.TCP, SipAddress.plain((InetSocketAddress) listening.localAddress()));
    shown = new ShownAddress(bound, settings.shownHost());
  }

  private ChannelHandler accepting() {
    return new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        if (flows.size() >= settings.mostConnections()) {
          channel.close();
          return;
        }
        SipAddress remote = new SipAddress(Transport.TCP, channel.remoteAddress());
        TcpFlow flow = new TcpFlow(TcpPort.this, shown.towards(remote), remote);
        flows.put(remote, flow);
        furnish(channel, flow);
        flow.connected(channel);
        loop.schedule(
            settings.firstMessage(),
            () -> {
              if (!flow.hasSpoken()) {
                flow.end("no message came");
              }
            });
      }
    };
  }

  private void furnish(SocketChannel channel, TcpFlow flow) {
    channel
        .pipeline()
        .addLast(new IdleStateHandler(0, 0, settings.idle().toMillis(), TimeUnit.MILLISECONDS))
        .addLast(flow);
  }

  SipAddress bound() {
    return bound;
  }

  TransportHandler handler() {
    return handler;
  }

  Flow to(SipAddress remote) {
    TcpFlow open = flows.get(remote);
    return open != null && open.isOpen() ? open : connect(remote);
  }

  private TcpFlow connect(SipAddress remote) {
    TcpFlow flow = new TcpFlow(this, shown.towards(remote), remote);
    if (flows.size() >= settings.mostConnections()) {
      loop.execute(() -> flow.end("too many connections"));
      return flow;
    }
    flows.put(remote, flow);
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MOST_UNREAD)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    furnish(channel, flow);
                  }
                })
            .connect(remote.address());
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            flow.connected(connecting.channel());
          } else {
            flow.end(String.valueOf(done.cause().getMessage()));
          }
        });
    return flow;
  }

  void ended(TcpFlow flow, String because) {
    flows.remove(flow.remote(), flow);
    // Later: whoever sends must not hear of it from within the sending.
    loop.execute(() -> handler.onFlowClosed(flow, because));
  }

  /** On the loop: the connections. */
  void closeConnections() {
    List.copyOf(flows.values()).forEach(TcpFlow::close);
  }

  void close() {
    listening.close().awaitUninterruptibly();
  }
}
