package org.paraat.media.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.srtp.SrtpSender;

/** Sends what one peer hears, in its law and its numbers, to where it was heard from. */
final class OutgoingPackets {
  private static final Object SILENCE = new Object();

  private final DatagramChannel channel;
  private final OutgoingStream stream;
  private final Latch latch;
  private final PacketCounts counts;
  private final Transcoder transcoder = new Transcoder();
  private AgreedFormats formats = AgreedFormats.NONE;
  private Optional<SrtpSender> cipher = Optional.empty();
  private Optional<Whisper> whisper = Optional.empty();

  OutgoingPackets(
      DatagramChannel channel, OutgoingStream stream, Latch latch, PacketCounts counts) {
    this.channel = channel;
    this.stream = stream;
    this.latch = latch;
    this.counts = counts;
  }

  void agree(AgreedFormats agreed, Optional<SrtpSender> encryptedBy) {
    formats = agreed;
    cipher = encryptedBy;
  }

  /** Says something over whatever is sent from now on, in place of what was being said so. */
  void whisper(Whisper next) {
    whisper = Optional.of(next).filter(said -> !said.isOver());
  }

  boolean isWhispering() {
    return whisper.isPresent();
  }

  /** The peer does not listen: this much of what is whispered passes unheard. */
  void whisperUnheard(int samples) {
    whisper.ifPresent(said -> said.skip(samples));
    whisper = whisper.filter(said -> !said.isOver());
  }

  /** Whether what was sent last was silence of our own: nobody speaks just now. */
  boolean goesOnWithSilence() {
    return stream.isOf(SILENCE);
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
    int sound = at + RtpHeader.LENGTH;
    if (whisper.isPresent() && meaning.isSound()) {
      mix(packet, meaning, from);
    } else {
      transcoder.translate(packet, sound, packet.limit(), meaning, formats.codec(), from);
    }
    send(packet, isKeys ? formats.keysNumber() : formats.audioNumber());
  }

  /** Sends the next frame of a playback; the peer must be able to hear it. */
  void play(Playback playback, ByteBuffer frame, long now) throws ClosedChannelException {
    int samples = formats.samplesAFrame();
    frame.clear().limit(RtpHeader.LENGTH + samples);
    if (whisper.isPresent()) {
      playback.frame(frame, RtpHeader.LENGTH, samples, AudioCodec.PCMA, transcoder);
      mix(frame, Meaning.A_LAW, playback);
    } else {
      playback.frame(frame, RtpHeader.LENGTH, samples, formats.codec(), transcoder);
    }
    stream.goOn(playback, samples, now);
    send(frame, formats.audioNumber());
  }

  /** Sends a frame of silence; the peer must be able to hear it. */
  void silence(ByteBuffer frame, long now) throws ClosedChannelException {
    int samples = formats.samplesAFrame();
    frame.clear().limit(RtpHeader.LENGTH + samples);
    if (whisper.isPresent()) {
      Playback.silence(frame, RtpHeader.LENGTH, samples, AudioCodec.PCMA, transcoder);
      mix(frame, Meaning.A_LAW, SILENCE);
    } else {
      Playback.silence(frame, RtpHeader.LENGTH, samples, formats.codec(), transcoder);
    }
    stream.goOn(SILENCE, samples, now);
    send(frame, formats.audioNumber());
  }

  private void mix(ByteBuffer packet, Meaning meaning, Object source) {
    Whisper said = whisper.orElseThrow();
    int sound = packet.position() + RtpHeader.LENGTH;
    transcoder.mix(packet, sound, packet.limit(), meaning, formats.codec(), source, said);
    if (said.isOver()) {
      whisper = Optional.empty();
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
    ByteBuffer wire = cipher.isPresent() ? cipher.get().seal(packet) : packet;
    if (!wire.hasRemaining()) {
      // Sent before under this number: encrypted twice it would give itself away.
      counts.drop(DropReason.LATE);
      return;
    }
    try {
      if (channel.send(wire, latch.target()) > 0) {
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
