package org.paraat.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaListener;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.srtp.SrtpReceiver;

/** Judges what arrives on the port of one session: whose it is, what it carries, what it counts. */
final class IncomingPackets {
  private static final int COMFORT_NOISE = 13;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Latch latch;
  private final PacketCounts counts;
  private final MediaListener listener;
  private final int mostPacketsPerSecond;
  private final KeyPackets keys = new KeyPackets();
  private AgreedFormats formats = AgreedFormats.NONE;
  private Meaning meaning = Meaning.UNKNOWN;
  private Optional<SrtpReceiver> cipher = Optional.empty();
  private Optional<KeyListener> tones = Optional.empty();
  private boolean pausesToSpeak;
  private long secondBegan;
  private int packetsInSecond;

  IncomingPackets(
      Latch latch, PacketCounts counts, MediaListener listener, int mostPacketsPerSecond) {
    this.latch = latch;
    this.counts = counts;
    this.listener = listener;
    this.mostPacketsPerSecond = mostPacketsPerSecond;
  }

  void agree(AgreedFormats agreed, Optional<SrtpReceiver> decryptedBy) {
    formats = agreed;
    cipher = decryptedBy;
  }

  /**
   * Takes one datagram and narrows it to a plain RTP header with its payload.
   *
   * @return false when it counts for nothing; otherwise {@link #meaning} tells what it carries
   */
  boolean take(ByteBuffer packet, InetSocketAddress from, long now) {
    if (!RtpHeader.isPlausible(packet)) {
      counts.drop(DropReason.MALFORMED);
      return false;
    }
    if (cipher.isPresent() && !isAuthentic(cipher.get().open(packet))) {
      return false;
    }
    if (!RtpHeader.normalise(packet)) {
      counts.drop(DropReason.MALFORMED);
      return false;
    }
    return takeRtp(packet, from, now);
  }

  // Before anything else looks at it: what is not of the peer must not even move an address.
  private boolean isAuthentic(SrtpReceiver.Verdict verdict) {
    switch (verdict) {
      case AUTHENTIC -> {
        return true;
      }
      case FORGED -> counts.drop(DropReason.FORGED);
      case REPLAYED -> counts.drop(DropReason.REPLAYED);
    }
    return false;
  }

  /** Which keys are listened for in the sound, where no others were agreed on. */
  void listenForKeys(KeysInSound wanted) {
    if (tones.map(KeyListener::wanted).orElse(KeysInSound.NONE) != wanted) {
      tones =
          wanted == KeysInSound.NONE
              ? Optional.empty()
              : Optional.of(new KeyListener(wanted, listener));
    }
  }

  /** What the packet that was just taken carries: {@code UNKNOWN} is nothing to be sent on. */
  Meaning meaning() {
    return meaning;
  }

  private boolean takeRtp(ByteBuffer packet, InetSocketAddress from, long now) {
    int at = packet.position();
    int ssrc = RtpHeader.ssrc(packet, at);
    int sequence = RtpHeader.sequence(packet, at);
    int payloadType = RtpHeader.payloadType(packet, at);
    meaning = formats.meaning(payloadType);
    if (!latch.admits(from, ssrc, sequence, meaning != Meaning.UNKNOWN, now)) {
      counts.drop(DropReason.FOREIGN_SOURCE);
      return false;
    }
    if (isFlood(now)) {
      counts.drop(DropReason.FLOOD);
      return false;
    }
    counts.in(
        ssrc,
        sequence,
        RtpHeader.timestamp(packet, at),
        meaning.isSound(),
        packet.remaining() - RtpHeader.LENGTH,
        now);
    pausesToSpeak = payloadType == COMFORT_NOISE;
    if (!formats.mayReceive()) {
      counts.drop(DropReason.NOT_EXPECTED);
      meaning = Meaning.UNKNOWN;
    } else if (meaning == Meaning.UNKNOWN) {
      counts.drop(DropReason.UNKNOWN_PAYLOAD_TYPE);
    } else if (meaning == Meaning.KEYS) {
      keys.packet(packet, at, listener, now);
    } else if (tones.isPresent() && !formats.hasKeys()) {
      tones.get().packet(packet, at + RtpHeader.LENGTH, meaning, now);
    }
    return true;
  }

  /** Whether the peer said by comfort noise (RFC 3389) that it sends nothing while it is silent. */
  boolean pausesToSpeak() {
    return pausesToSpeak;
  }

  private boolean isFlood(long now) {
    if (now - secondBegan >= SECOND) {
      secondBegan = now;
      packetsInSecond = 0;
    }
    return ++packetsInSecond > mostPacketsPerSecond;
  }
}
