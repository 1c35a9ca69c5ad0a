package org.paraat.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.paraat.engine.EngineSettings.Silence;
import org.paraat.media.MediaEngine;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession;
import org.paraat.media.PortsExhausted;
import org.paraat.media.SoundQuality;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.SilenceWatch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Quality;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.transport.Flow;

/** Gives each leg its sound, as its phone or trunk is configured, and takes note of how it did. */
final class SoundDesk {
  /** Less than this sent into the void is no conversation: a second of it. */
  private static final long WORTH_A_NOTE = 50;

  private final MediaEngine media;
  private final CoreLoop core;
  private final Meters meters;
  private final SoundMeters soundMeters;
  private final Alarms alarms;
  private final Silence silence;
  private Optional<Directory> directory = Optional.empty();

  /**
   * What is at the end of a leg.
   *
   * @param label for the graphs: the trunk, or the kind of phone
   */
  record Peer(String label, SilenceWatch watch, Encryption encryption) {}

  SoundDesk(
      MediaEngine media,
      CoreLoop core,
      Meters meters,
      MeterRegistry registry,
      Alarms alarms,
      Silence silence) {
    this.media = media;
    this.core = core;
    this.meters = meters;
    this.soundMeters = new SoundMeters(registry);
    this.alarms = alarms;
    this.silence = silence;
  }

  void configure(Directory current) {
    directory = Optional.of(current);
  }

  /** The sound of a call that came in. */
  LegSound of(LegId leg, Origin origin, Flow flow, Optional<SessionDescription> offer) {
    Optional<InetAddress> caller = peerOf(flow);
    Optional<InetAddress> described = offer.flatMap(SessionDescription::audioAddress);
    // A phone behind a router describes an address of its own network: the flow knows better, but
    // not where the sound is of the other IP version.
    Optional<InetAddress> towards =
        described
            .filter(address -> caller.filter(it -> it.getClass() == address.getClass()).isEmpty())
            .or(() -> caller);
    return new LegSound(leg, peer(origin), towards, this, core);
  }

  /** The address at the other end of a flow. */
  static Optional<InetAddress> peerOf(Flow flow) {
    return Optional.ofNullable(flow.remote().address().getAddress());
  }

  /**
   * Reads the offer of a call that comes in, before anybody's phone rings for it.
   *
   * @throws NotNegotiable when no stream of it may be used, such as a plain one where encryption is
   *     required
   */
  Optional<SessionDescription> usableOffer(Optional<String> sdp, Origin origin)
      throws NotNegotiable {
    if (sdp.isEmpty()) {
      return Optional.empty();
    }
    SessionDescription offer = SessionDescription.parse(sdp.get());
    Optional<String> refusal = Negotiation.refusal(offer, policy(peer(origin)));
    if (refusal.isPresent()) {
      throw new NotNegotiable(refusal.get());
    }
    Optional<InetAddress> wanted = offer.audioAddress();
    if (wanted.isPresent() && !media.speaksWith(wanted.get())) {
      throw new NotNegotiable("an address of an IP version that is not spoken here");
    }
    return Optional.of(offer);
  }

  private Peer peer(Origin origin) {
    return switch (origin) {
      case Origin.FromDevice(var device) -> peer(device);
      case Origin.FromTrunk(var trunk) -> peer(trunk);
    };
  }

  private static CryptoPolicy policy(Peer peer) {
    return switch (peer.encryption()) {
      case OFF -> CryptoPolicy.OFF;
      case OFFERED -> CryptoPolicy.OFFERED;
      case REQUIRED -> CryptoPolicy.REQUIRED;
    };
  }

  LegSound of(LegId leg, Target target) {
    Peer peer =
        switch (target) {
          case Target.ToDevice(var device) -> peer(device);
          case Target.ToTrunk(var trunk, _, _) -> peer(trunk);
        };
    return new LegSound(leg, peer, Optional.empty(), this, core);
  }

  private Peer peer(DeviceId id) {
    Optional<Device> device = directory.flatMap(known -> known.device(id));
    return new Peer(
        device.map(d -> d.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse("phone"),
        device.map(Device::silenceWatch).orElse(SilenceWatch.ON),
        device.map(Device::encryption).orElse(Encryption.OFFERED));
  }

  private Peer peer(TrunkId id) {
    Optional<Trunk> trunk = directory.flatMap(known -> known.trunk(id));
    return new Peer(
        id.name(),
        trunk.map(Trunk::silenceWatch).orElse(SilenceWatch.ON),
        trunk.map(Trunk::encryption).orElse(Encryption.OFF));
  }

  MediaSession open(LegId leg, Peer peer, Optional<InetAddress> towards, MediaListener listener)
      throws PortsExhausted {
    MediaSession session = media.open(leg.toString(), towards, policy(peer), listener);
    meters.sessionOpened();
    return session;
  }

  /** The leg was answered: from now on its sound is to come. */
  void expectSound(Peer peer, MediaSession session) {
    switch (peer.watch()) {
      case ON -> session.expectSound(silence.allowed(), silence.onHold());
      case OFF -> session.expectSound(Duration.ZERO, Duration.ZERO);
    }
  }

  void missed(LegId leg, Peer peer, Duration time) {
    soundMeters.missed(peer.label());
    alarms.raise(
        new Alarm(
            Alarm.Kind.SOUND_MISSED,
            peer.label(),
            "Nothing is heard of leg %s for %d s; it is ended after %d s."
                .formatted(leg, time.toSeconds(), silence.allowed().toSeconds())));
  }

  void lost(Peer peer) {
    soundMeters.lost(peer.label());
  }

  /** The session of a leg is over. */
  void closed(LegId leg, Peer peer, boolean wasAnswered, MediaSession session) {
    session.close();
    meters.sessionClosed();
    SoundQuality sound = session.quality();
    boolean isWorthANote =
        sound.fromPeer().packets() > 0
            || sound.toPeer().filter(way -> way.packets() > WORTH_A_NOTE).isPresent();
    if (wasAnswered && isWorthANote) {
      Quality quality = inOurWords(sound);
      soundMeters.measured(peer.label(), quality);
      core.happened(new Event.SoundMeasured(core.now(), leg, quality));
    }
  }

  private static Quality inOurWords(SoundQuality sound) {
    return new Quality(
        sound.codec(),
        way(sound.fromPeer()),
        sound.toPeer().map(SoundDesk::way),
        sound.roundTrip());
  }

  private static Quality.Way way(SoundQuality.Stream stream) {
    return new Quality.Way(
        stream.packets(), stream.lost(), stream.jitter(), (int) Math.round(100 * stream.opinion()));
  }
}
