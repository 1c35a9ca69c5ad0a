package org.paraat.media.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.paraat.media.MediaEngine;
import org.paraat.media.MediaListener;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RTP engine over plain NIO: one port a session, a few loops for all of them. */
public final class NioMediaEngine implements MediaEngine {
  private static final Logger LOG = LoggerFactory.getLogger(NioMediaEngine.class);
  private static final int MOST_PORTS_TRIED = 64;
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);
  private static final int CANONICAL_NAME_BYTES = 12;
  // DSCP EF (46): what networks give right of way to as voice.
  private static final int EXPEDITED_FORWARDING = 46 << 2;

  private final MediaSettings settings;
  private final PortPool ports;
  private final List<MediaLoop> loops = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private boolean isClosed;

  /**
   * Opens the loops; sessions come later.
   *
   * @throws IOException when the bind address is not one of this machine
   */
  public NioMediaEngine(MediaSettings settings) throws IOException {
    this.settings = settings;
    try (DatagramChannel probe = DatagramChannel.open(family())) {
      probe.bind(new InetSocketAddress(settings.bindAddress(), 0));
    }
    ports =
        new PortPool(
            settings.firstPort(),
            settings.lastPort(),
            settings.quarantine(),
            System::nanoTime,
            random);
    for (int i = 1; i <= settings.loops(); i++) {
      loops.add(new MediaLoop("media-" + i));
    }
    loops.forEach(MediaLoop::start);
    LOG.info(
        "media: ports {}-{} of {}, {} loops",
        settings.firstPort(),
        settings.lastPort(),
        settings.bindAddress().getHostAddress(),
        settings.loops());
  }

  /** How the ports stand, for the metrics and the alarm. */
  public PortUse ports() {
    return ports.use();
  }

  /** Who has a port now, for the janitor that looks for sessions whose call is gone. */
  public List<String> owners() {
    return ports.owners();
  }

  @Override
  public RtpSession open(String owner, MediaListener listener) throws PortsExhausted {
    return open(owner, CryptoPolicy.OFF, listener);
  }

  @Override
  public RtpSession open(String owner, CryptoPolicy encryption, MediaListener listener)
      throws PortsExhausted {
    if (isClosed) {
      throw new PortsExhausted("the media engine is closed");
    }
    for (int tries = 0; tries < MOST_PORTS_TRIED; tries++) {
      PortPool.Lease lease = ports.lease(owner);
      try {
        return session(lease, encryption, listener, boundPair(lease.port()));
      } catch (BindException e) {
        LOG.debug("RTP port {} is in use by another program", lease.port());
        ports.skip(lease);
      } catch (IOException e) {
        ports.release(lease);
        throw exhausted("no RTP port could be opened: " + e.getMessage(), e);
      }
    }
    throw new PortsExhausted(MOST_PORTS_TRIED + " RTP ports in a row are used by other programs");
  }

  private static PortsExhausted exhausted(String message, IOException cause) {
    PortsExhausted exhausted = new PortsExhausted(message);
    exhausted.initCause(cause);
    return exhausted;
  }

  private RtpSession session(
      PortPool.Lease lease, CryptoPolicy encryption, MediaListener listener, SocketPair sockets) {
    MediaLoop loop =
        loops.stream().min(Comparator.comparingInt(each -> each.sessions().get())).orElseThrow();
    loop.sessions().incrementAndGet();
    OutgoingStream out =
        new OutgoingStream(random.nextInt(), random.nextInt(1 << 15), random.nextInt());
    RtpLine line =
        new RtpLine(
            lease.owner(),
            listener,
            loop,
            sockets,
            out,
            canonicalName(),
            settings,
            () -> {
              loop.sessions().decrementAndGet();
              ports.release(lease);
            });
    loop.tell(line::begin);
    Negotiation negotiation =
        new Negotiation(
            new LocalStream(
                random.nextLong(1, 1L << 53), settings.advertisedAddress(), lease.port()),
            encryption,
            random);
    return new RtpSession(negotiation, line, loop, lease.port());
  }

  /** RFC 7022: made anew for each session, so that nobody can tell which of them are ours. */
  private String canonicalName() {
    byte[] bytes = new byte[CANONICAL_NAME_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private SocketPair boundPair(int port) throws IOException {
    DatagramChannel sound = bound(port);
    try {
      return new SocketPair(sound, bound(port + 1));
    } catch (IOException e) {
      sound.close();
      throw e;
    }
  }

  private DatagramChannel bound(int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open(family());
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
      // Then the system refuses to send to all of a network at once, whatever a peer describes.
      channel.setOption(StandardSocketOptions.SO_BROADCAST, false);
      channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED_FORWARDING);
      channel.bind(new InetSocketAddress(settings.bindAddress(), port));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private ProtocolFamily family() {
    return settings.bindAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      for (MediaLoop loop : loops) {
        loop.stop(PATIENCE_AT_THE_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
