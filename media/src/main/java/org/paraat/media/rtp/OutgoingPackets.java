package org.paraat.media.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.paraat.media.codec.G711;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.AudioCodec;

/** Sends what one peer hears, in its law and its numbers, to where it was heard from. */
final class OutgoingPackets {
  private static final Object SILENCE = new Object();

  private final DatagramChannel channel;
  private final OutgoingStream stream;
  private final Latch latch;
  private final PacketCounts counts;
  private AgreedFormats formats = AgreedFormats.NONE;

  OutgoingPackets(
      DatagramChannel channel, OutgoingStream stream, Latch latch, PacketCounts counts) {
    this.channel = channel;
    this.stream = stream;
    this.latch = latch;
    this.counts = counts;
  }

  void agree(AgreedFormats agreed) {
    formats = agreed;
  }

  boolean wentOnWithin(long nanos, long now) {
    return stream.hasBegun() && now - stream.lastSentNanos() < nanos;
  }

  /** Sends on a packet of another session, which is rewritten where it is. */
  void relay(Object from, ByteBuffer packet, Meaning meaning, long now)
      throws ClosedChannelException {
    int at = packet.position();
    int ssrc = RtpHeader.ssrc(packet, at);
    int sequence = RtpHeader.sequence(packet, at);
    int octets = packet.remaining() - RtpHeader.LENGTH;
    boolean isKeys = meaning == Meaning.KEYS;
    if (!formats.maySend()) {
      counts.drop(DropReason.HELD);
      stream.skip(from, ssrc, sequence);
      return;
    }
    if (octets == 0 || meaning == Meaning.UNKNOWN || isKeys && !formats.takesKeys()) {
      stream.skip(from, ssrc, sequence);
      return;
    }
    boolean marked = RtpHeader.isMarked(packet, at);
    int timestamp = RtpHeader.timestamp(packet, at);
    if (!stream.follow(from, ssrc, sequence, timestamp, marked, isKeys ? 0 : octets, now)) {
      counts.drop(DropReason.LATE);
      return;
    }
    transcode(packet, at + RtpHeader.LENGTH, meaning);
    send(packet, isKeys ? formats.keysNumber() : formats.audioNumber());
  }

  /** Sends the next frame of a playback; the peer must be able to hear it. */
  void play(Playback playback, ByteBuffer frame, long now) throws ClosedChannelException {
    int samples = formats.samplesAFrame();
    frame.clear().limit(RtpHeader.LENGTH + samples);
    playback.frame(frame, RtpHeader.LENGTH, samples, formats.codec());
    stream.goOn(playback, samples, now);
    send(frame, formats.audioNumber());
  }

  /** Sends a frame of silence; the peer must be able to hear it. */
  void silence(ByteBuffer frame, long now) throws ClosedChannelException {
    byte silence = Playback.silence(formats.codec());
    int samples = formats.samplesAFrame();
    frame.clear().limit(RtpHeader.LENGTH + samples);
    for (int i = RtpHeader.LENGTH; i < frame.limit(); i++) {
      frame.put(i, silence);
    }
    stream.goOn(SILENCE, samples, now);
    send(frame, formats.audioNumber());
  }

  private void transcode(ByteBuffer packet, int payload, Meaning meaning) {
    if (meaning == Meaning.A_LAW && formats.codec() == AudioCodec.PCMU) {
      G711.aLawToMuLaw(packet, payload, packet.limit());
    } else if (meaning == Meaning.MU_LAW && formats.codec() == AudioCodec.PCMA) {
      G711.muLawToALaw(packet, payload, packet.limit());
    }
  }

  private void send(ByteBuffer packet, int payloadType) throws ClosedChannelException {
    int at = packet.position();
    int octets = packet.remaining() - RtpHeader.LENGTH;
    RtpHeader.write(
        packet,
        at,
        payloadType,
        stream.isMarked(),
        stream.sequence(),
        stream.timestamp(),
        stream.ssrc());
    try {
      if (channel.send(packet, latch.target()) > 0) {
        counts.out(octets);
      } else {
        counts.drop(DropReason.SEND_BUFFER_FULL);
      }
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // No route, a firewall: as good as lost on the way.
      counts.drop(DropReason.SEND_FAILED);
    }
  }
}
