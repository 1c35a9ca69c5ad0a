package org.paraat.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/** One TCP connection, encrypted or not, whoever made it. */
final class StreamFlow extends ChannelInboundHandlerAdapter implements Flow, StreamFraming.Sink {
  /** How many addresses more one connection may stand for. */
  static final int MOST_ALIASES = 4;

  private static final int MOST_EARLY = 64;
  private static final byte[] PING = {'\r', '\n', '\r', '\n'};
  private static final byte[] PONG = {'\r', '\n'};

  /** Who made the connection. */
  enum Maker {
    PEER,
    WE
  }

  private final StreamPort port;
  private final SipAddress local;
  private final SipAddress remote;
  private final Maker maker;
  private final String serverName;
  private final StreamFraming framing = new StreamFraming(this);
  private final List<byte[]> early = new ArrayList<>();
  private final List<SipAddress> otherAddresses = new ArrayList<>();
  private Optional<Channel> channel = Optional.empty();
  private boolean isOpen = true;
  private boolean hasSpoken;
  private boolean isSuspected;
  private Optional<Set<String>> provenNames = Optional.empty();
  private long reads;
  private int excess;

  /**
   * @param serverName that the certificate of the peer was checked for; empty when it came to us
   */
  StreamFlow(StreamPort port, SipAddress local, SipAddress remote, Maker maker, String serverName) {
    this.port = port;
    this.local = local;
    this.remote = remote;
    this.maker = maker;
    this.serverName = serverName;
  }

  Maker maker() {
    return maker;
  }

  String serverName() {
    return serverName;
  }

  /** The peer listens there too (RFC 5923). */
  void alsoAt(SipAddress address) {
    otherAddresses.add(address);
  }

  int aliases() {
    return otherAddresses.size();
  }

  List<SipAddress> otherAddresses() {
    return otherAddresses;
  }

  @Override
  public void sharesWith(int listeningPort) {
    port.alias(this, listeningPort);
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
      refuse(Refusal.READS_TOO_SLOWLY, "too much waits for the connection");
    }
  }

  private void write(Channel open, byte[] message) {
    if (!open.isWritable()) {
      refuse(Refusal.READS_TOO_SLOWLY, "the peer reads too slowly");
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

  /** The connection is ended by us, and that is counted. */
  void refuse(Refusal because, String told) {
    if (isOpen) {
      port.handler().onRefused(because);
      end(told);
    }
  }

  /** The connection is no more, or never was. */
  void end(String because) {
    if (!isOpen) {
      return;
    }
    isOpen = false;
    port.holdsMore(-excess);
    early.clear();
    channel.ifPresent(Channel::close);
    port.ended(this, because);
  }

  boolean hasSpoken() {
    return hasSpoken;
  }

  /** Whether the peer showed a certificate that we trust. */
  boolean hasProvenItself() {
    try {
      SslHandler tls = channel.map(open -> open.pipeline().get(SslHandler.class)).orElse(null);
      return tls != null && tls.engine().getSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException unproven) {
      return false;
    }
  }

  @Override
  public boolean hasProvenToBe(String name) {
    if (provenNames.isEmpty()) {
      provenNames = Optional.of(namesOfThePeer());
    }
    return provenNames.get().contains(name.toLowerCase(Locale.ROOT));
  }

  private Set<String> namesOfThePeer() {
    try {
      SslHandler tls = channel.map(open -> open.pipeline().get(SslHandler.class)).orElse(null);
      return tls == null
          ? Set.of()
          : CertifiedNames.of(tls.engine().getSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException unproven) {
      return Set.of();
    }
  }

  // RFC 5626 4.4.1: a peer that does not answer a ping in time is gone.
  @Override
  public void suspect() {
    if (isSuspected || channel.isEmpty() || !isOpen) {
      return;
    }
    isSuspected = true;
    long before = reads;
    write(channel.get(), PING);
    port.afterSilence(
        () -> {
          isSuspected = false;
          if (reads == before) {
            refuse(Refusal.SILENT, "no sign of life");
          }
        });
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
    return remote.transport();
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
    reads++;
    try {
      Optional<String> lost = isOpen ? framing.feed(bytes.nioBuffer()) : Optional.empty();
      lost.ifPresent(
          because -> {
            port.handler().onDropped(this, because);
            refuse(Refusal.BROKEN_STREAM, because);
          });
      countUnfinished();
    } finally {
      bytes.release();
    }
  }

  private void countUnfinished() {
    int more = isOpen ? framing.excess() - excess : 0;
    excess += more;
    if (more != 0 && !port.holdsMore(more) && more > 0) {
      refuse(Refusal.UNFINISHED_FULL, "too much of unfinished messages is kept");
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
      refuse(Refusal.IDLE, "idle for too long");
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
