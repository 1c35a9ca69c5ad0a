package org.paraat.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.paraat.media.MediaEngine;
import org.paraat.media.MediaListener;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RTP engine over plain NIO: one port a session, a few loops for all of them. */
public final class NioMediaEngine implements MediaEngine {
  private static final Logger LOG = LoggerFactory.getLogger(NioMediaEngine.class);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);
  private static final int CANONICAL_NAME_BYTES = 12;

  private final MediaSettings settings;
  private final OwnAddresses addresses;
  private final List<BoundPorts> ports = new ArrayList<>();
  private final List<MediaLoop> loops = new ArrayList<>();
  private final Map<PortPool.Lease, Carried> carried = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private boolean isClosed;

  private record Carried(RtpLine line, MediaLoop loop) {}

  /**
   * Opens the loops; sessions come later.
   *
   * @throws IOException when an address is not one of this machine
   */
  public NioMediaEngine(MediaSettings settings) throws IOException {
    this(settings, "media");
  }

  /**
   * The same with loops of another name.
   *
   * @throws IOException when an address is not one of this machine
   */
  public NioMediaEngine(MediaSettings settings, String name) throws IOException {
    this.settings = settings;
    addresses = new OwnAddresses(settings.addresses(), settings.shown());
    for (InetAddress address : settings.addresses()) {
      ports.add(new BoundPorts(address, settings.ports(), random));
    }
    for (int i = 1; i <= settings.loops(); i++) {
      loops.add(new MediaLoop(name + "-" + i));
    }
    loops.forEach(MediaLoop::start);
    LOG.info(
        "media: ports {}-{} of {}, {} loops",
        settings.ports().first(),
        settings.ports().last(),
        settings.addresses().stream()
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", ")),
        settings.loops());
  }

  /**
   * What sessions are told in one turn of the caller wakes their loops once, at its end.
   *
   * @param afterTurn runs a task when the turn of the thread that uses the sessions is over
   */
  public void gatherOn(Executor afterTurn) {
    loops.forEach(loop -> loop.gatherOn(afterTurn));
  }

  @Override
  public PortUse ports() {
    List<PortUse> uses = ports.stream().map(BoundPorts::use).toList();
    return new PortUse(
        uses.stream().mapToInt(PortUse::used).sum(),
        uses.stream().mapToInt(PortUse::free).sum(),
        uses.stream().mapToInt(PortUse::quarantined).sum(),
        uses.stream().mapToLong(PortUse::skipped).sum());
  }

  /** Packets that came too late, to ports at rest. */
  public long strays() {
    return loops.stream().mapToLong(MediaLoop::strays).sum();
  }

  @Override
  public List<String> owners() {
    return ports.stream().flatMap(each -> each.owners().stream()).toList();
  }

  @Override
  public void reclaim(String owner) {
    carried.forEach(
        (lease, session) -> {
          if (lease.owner().equals(owner)) {
            session.loop().tell(session.line()::end);
          }
        });
  }

  @Override
  public boolean speaksWith(InetAddress peer) {
    return addresses.speakWith(peer);
  }

  /** Opens a session of plain sound. */
  RtpSession open(String owner, MediaListener listener) throws PortsExhausted {
    return open(owner, CryptoPolicy.OFF, listener);
  }

  /** Opens a session towards anywhere. */
  RtpSession open(String owner, CryptoPolicy encryption, MediaListener listener)
      throws PortsExhausted {
    return open(owner, Optional.empty(), encryption, listener);
  }

  @Override
  public RtpSession open(
      String owner, Optional<InetAddress> peer, CryptoPolicy encryption, MediaListener listener)
      throws PortsExhausted {
    if (isClosed) {
      throw new PortsExhausted("the media engine is closed");
    }
    InetAddress towards = peer.orElse(settings.addresses().getFirst());
    InetAddress serving = addresses.serving(towards);
    BoundPorts of = portsOf(serving);
    MediaLoop freest = freestLoop();
    InetAddress told = addresses.shownTo(towards, serving);
    BoundPorts.Opened opened = of.open(owner, freest);
    LocalStream local = new LocalStream(random.nextLong(1, 1L << 53), told, opened.lease().port());
    return session(of, opened, local, encryption, listener);
  }

  private BoundPorts portsOf(InetAddress serving) {
    for (BoundPorts each : ports) {
      if (each.address().equals(serving)) {
        return each;
      }
    }
    throw new IllegalStateException("no ports at " + serving);
  }

  private MediaLoop freestLoop() {
    MediaLoop freest = loops.getFirst();
    for (MediaLoop loop : loops) {
      if (loop.sessions().get() < freest.sessions().get()) {
        freest = loop;
      }
    }
    return freest;
  }

  private RtpSession session(
      BoundPorts of,
      BoundPorts.Opened opened,
      LocalStream local,
      CryptoPolicy encryption,
      MediaListener listener) {
    MediaLoop loop = opened.sockets().loop().orElseThrow();
    loop.sessions().incrementAndGet();
    OutgoingStream out =
        new OutgoingStream(random.nextInt(), random.nextInt(1 << 15), random.nextInt());
    RtpLine line =
        new RtpLine(
            opened.lease().owner(),
            listener,
            loop,
            opened.sockets(),
            out,
            canonicalName(),
            settings,
            new EndOfSession(of, opened, loop));
    carried.put(opened.lease(), new Carried(line, loop));
    // Nothing that comes before something is agreed counts: no need to wake the loop for it.
    loop.tellInPassing(line::begin);
    Negotiation negotiation = new Negotiation(local, encryption, random, this::isOurs);
    return new RtpSession(negotiation, line, loop, local.port());
  }

  /** Gives back what a session had. */
  private final class EndOfSession implements RtpLine.Ending {
    private final BoundPorts of;
    private final BoundPorts.Opened opened;
    private final MediaLoop loop;

    EndOfSession(BoundPorts of, BoundPorts.Opened opened, MediaLoop loop) {
      this.of = of;
      this.opened = opened;
      this.loop = loop;
    }

    @Override
    public boolean isOurs(InetSocketAddress address) {
      return NioMediaEngine.this.isOurs(address);
    }

    @Override
    public boolean mayRestOpen() {
      return of.hasRoom();
    }

    @Override
    public void ended() {
      loop.sessions().decrementAndGet();
      carried.remove(opened.lease());
      of.giveBack(opened.lease(), opened.sockets());
    }
  }

  // Not all of the range: on the machine of a demo phones may have ports of it that we skip.
  private boolean isOurs(InetSocketAddress address) {
    return addresses.isHeld(address, this::isHeld);
  }

  private boolean isHeld(int port) {
    for (BoundPorts each : ports) {
      if (each.isHeld(port)) {
        return true;
      }
    }
    return false;
  }

  /** RFC 7022: made anew for each session, so that nobody can tell which of them are ours. */
  private String canonicalName() {
    byte[] bytes = new byte[CANONICAL_NAME_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
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
    ports.forEach(BoundPorts::close);
  }
}
