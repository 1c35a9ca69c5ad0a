package org.paraat.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** Our port for TCP, or the one for TLS, with its connections. */
final class StreamPort implements Port {
  private static final int CONNECT_MILLIS = 4000;
  private static final int BACKLOG = 1024;
  private static final int MOST_ALIASES = 1024;

  // A peer that vanished without a word is noticed after two minutes.
  private static final int KEEP_ALIVE_AFTER_SECONDS = 60;
  private static final int KEEP_ALIVE_EVERY_SECONDS = 20;
  private static final int KEEP_ALIVE_TRIES = 3;

  private final NettyLoop loop;
  private final ListenSettings settings;
  private final TransportHandler handler;
  private final Connections connections;
  private final Optional<Handshakes> handshakes;
  private final Transport transport;
  private final Channel listening;
  private final SipAddress bound;
  private final ShownAddress shown;
  private final Set<StreamFlow> flows = new LinkedHashSet<>();
  private final Map<SipAddress, StreamFlow> byPeer = new LinkedHashMap<>();
  private final Map<SipAddress, String> serverNames = new RecentlyUsed<>(MOST_ALIASES);

  /**
   * @param handshakes of a port for TLS; empty for TCP
   */
  StreamPort(
      NettyLoop loop,
      ListenSettings settings,
      InetSocketAddress address,
      TransportHandler handler,
      Connections connections,
      Optional<Handshakes> handshakes) {
    this.loop = loop;
    this.settings = settings;
    this.handler = handler;
    this.connections = connections;
    this.handshakes = handshakes;
    transport = handshakes.isPresent() ? Transport.TLS : Transport.TCP;
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                });
    options().forEach((option, value) -> server.childOption(option, value));
    listening = Binding.awaited(server.bind(address), address, transport.token());
    bound =
        new SipAddress(transport, SipAddress.plain((InetSocketAddress) listening.localAddress()));
    shown = new ShownAddress(bound, settings.advertised());
  }

  @SuppressWarnings("unchecked") // each value is of the kind of its option
  private Map<ChannelOption<Object>, Object> options() {
    int waiting = settings.bounds().mostBytesWaiting();
    Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
    options.put(ChannelOption.TCP_NODELAY, true);
    options.put(ChannelOption.SO_KEEPALIVE, true);
    options.put(ChannelOption.IP_TOS, settings.trafficClass());
    options.put(
        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(waiting / 2, waiting));
    options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_AFTER_SECONDS);
    options.put(
        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_EVERY_SECONDS);
    options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_TRIES);
    return (Map<ChannelOption<Object>, Object>) (Map<?, ?>) options;
  }

  // --- connections that come to us ---

  private void accept(SocketChannel channel) {
    InetAddress source = channel.remoteAddress().getAddress();
    if (handshakes.isPresent() && !connections.mayShakeHands()) {
      turnAway(channel, Refusal.HANDSHAKES_FULL);
      return;
    }
    Optional<Refusal> refusal = connections.admit(source);
    if (refusal.isPresent()) {
      turnAway(channel, refusal.get());
      return;
    }
    SipAddress remote = new SipAddress(transport, channel.remoteAddress());
    var flow = new StreamFlow(this, shown.towards(remote), remote, StreamFlow.Maker.PEER, "");
    flows.add(flow);
    byPeer.put(remote, flow);
    handshakes.ifPresentOrElse(
        tls -> tls.accept(channel, failure -> shaken(flow, channel, failure)),
        () -> flow.connected(channel));
    furnish(channel, flow);
    loop.schedule(
        settings.bounds().firstMessage(),
        () -> {
          if (!flow.hasSpoken()) {
            flow.refuse(Refusal.NO_MESSAGE_CAME, "no message came");
          }
        });
  }

  private void turnAway(SocketChannel channel, Refusal because) {
    handler.onRefused(because);
    channel.close();
  }

  private void shaken(StreamFlow flow, Channel channel, Optional<Throwable> failure) {
    failure.ifPresentOrElse(
        cause -> {
          flow.refuse(Handshakes.refusalOf(cause), "TLS: " + cause.getMessage());
          channel.close();
        },
        () -> flow.connected(channel));
  }

  private void furnish(SocketChannel channel, StreamFlow flow) {
    long idle = settings.bounds().idle().toMillis();
    channel
        .pipeline()
        .addLast(new IdleStateHandler(0, 0, idle, TimeUnit.MILLISECONDS))
        .addLast(flow);
  }

  // --- connections that we make ---

  /**
   * An open connection to there, or a new one.
   *
   * @param serverName what the peer's certificate must be for; empty: the one it was asked for
   *     last, or its address
   */
  Flow to(SipAddress remote, String serverName) {
    String name = serverName.isEmpty() ? serverNames.getOrDefault(remote, "") : serverName;
    StreamFlow open = byPeer.get(remote);
    boolean isRight =
        open != null
            && open.isOpen()
            && (name.isEmpty()
                || open.serverName().equalsIgnoreCase(name)
                || open.maker() == StreamFlow.Maker.PEER);
    return isRight ? open : connect(remote, name);
  }

  /**
   * RFC 5923: the peer listens at this address too, so what is meant for there takes this
   * connection. Over TLS only whoever has proven itself may say so, and for no other host ever.
   */
  void alias(StreamFlow flow, int port) {
    boolean isTrusted = transport == Transport.TCP || flow.hasProvenItself();
    SipAddress address =
        new SipAddress(
            transport, new InetSocketAddress(flow.remote().address().getAddress(), port));
    StreamFlow known = byPeer.get(address);
    boolean isFree = known == null || !known.isOpen();
    if (isTrusted && isFree && flow.isOpen() && flow.aliases() < StreamFlow.MOST_ALIASES) {
      byPeer.put(address, flow);
      flow.alsoAt(address);
    }
  }

  private StreamFlow connect(SipAddress remote, String serverName) {
    if (!serverName.isEmpty()) {
      serverNames.put(remote, serverName);
    }
    var flow = new StreamFlow(this, shown.towards(remote), remote, StreamFlow.Maker.WE, serverName);
    if (!connections.makesRoom()) {
      loop.execute(
          () -> {
            handler.onRefused(Refusal.CONNECTIONS_FULL);
            handler.onFlowClosed(flow, "too many connections");
          });
      return flow;
    }
    flows.add(flow);
    byPeer.put(remote, flow);
    Bootstrap client =
        new Bootstrap()
            .group(loop.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    begin(channel, flow);
                  }
                });
    options().forEach((option, value) -> client.option(option, value));
    ChannelFuture connecting = client.connect(remote.address());
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            flow.end(String.valueOf(done.cause().getMessage()));
          } else if (handshakes.isEmpty()) {
            flow.connected(connecting.channel());
          }
        });
    return flow;
  }

  private void begin(SocketChannel channel, StreamFlow flow) {
    String name =
        flow.serverName().isEmpty()
            ? flow.remote().address().getAddress().getHostAddress()
            : flow.serverName();
    handshakes.ifPresent(
        tls ->
            tls.connect(
                channel, name, flow.remote().port(), failure -> shaken(flow, channel, failure)));
    furnish(channel, flow);
  }

  // --- for both ---

  void ended(StreamFlow flow, String because) {
    flows.remove(flow);
    byPeer.remove(flow.remote(), flow);
    flow.otherAddresses().forEach(address -> byPeer.remove(address, flow));
    switch (flow.maker()) {
      case PEER -> connections.left(flow.remote().address().getAddress());
      case WE -> connections.gaveUpRoom();
    }
    // Later: whoever sends must not hear of it from within the sending.
    loop.execute(() -> handler.onFlowClosed(flow, because));
  }

  /** See {@link Connections#holdsMore}. */
  boolean holdsMore(int bytes) {
    return connections.holdsMore(bytes);
  }

  /** Runs a task when a peer that was asked had the time to answer. */
  void afterSilence(Runnable task) {
    loop.schedule(settings.bounds().silence(), task);
  }

  TransportHandler handler() {
    return handler;
  }

  @Override
  public SipAddress bound() {
    return bound;
  }

  /** On the loop: the connections. */
  void closeConnections() {
    List.copyOf(flows).forEach(StreamFlow::close);
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
  }
}
