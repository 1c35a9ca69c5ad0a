package org.paraat.media.rtp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.media.AudioClip;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaSession;
import org.paraat.media.SoundQuality;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/**
 * A session as the SIP loop sees it: negotiates here, and tells the media loop what to do.
 *
 * <p>Used by one thread only, like every {@link MediaSession}.
 */
public final class RtpSession implements MediaSession {
  private final Negotiation negotiation;
  private final RtpLine line;
  private final MediaLoop loop;
  private final int port;
  private final Ciphers.Source ciphers = new Ciphers.Source();
  private Optional<RtpSession> bridged = Optional.empty();
  private boolean isClosed;

  RtpSession(Negotiation negotiation, RtpLine line, MediaLoop loop, int port) {
    this.negotiation = negotiation;
    this.line = line;
    this.loop = loop;
    this.port = port;
  }

  /** Our RTP port. */
  public int port() {
    return port;
  }

  /** A snapshot, readable from any thread; also after {@link #close}. */
  public MediaStatistics statistics() {
    return line.counts().snapshot(System.nanoTime());
  }

  @Override
  public void prefer(List<AudioCodec> codecs) {
    negotiation.prefer(codecs);
  }

  @Override
  public Optional<AudioCodec> codec() {
    return negotiation.agreement().map(Agreement::codec);
  }

  @Override
  public boolean isHeld() {
    return negotiation.agreement().filter(Agreement::isHeld).isPresent();
  }

  @Override
  public boolean mayBeHeard() {
    return negotiation.agreement().filter(Agreement::mayReceive).isPresent();
  }

  @Override
  public void listenForKeys(KeysInSound wanted) {
    loop.tell(() -> line.listenForKeys(wanted));
  }

  @Override
  public SessionDescription offer() {
    return negotiation.offer();
  }

  @Override
  public SessionDescription answer(SessionDescription offer) throws NotNegotiable {
    SessionDescription answer = negotiation.answer(offer);
    tellAgreement();
    return answer;
  }

  @Override
  public void accept(SessionDescription answer) throws NotNegotiable {
    negotiation.accept(answer);
    tellAgreement();
  }

  private void tellAgreement() {
    Agreement agreement = negotiation.agreement().orElseThrow();
    Ciphers agreed = ciphers.of(agreement);
    loop.tell(() -> line.agree(agreement, agreed));
  }

  @Override
  public void connect(MediaSession peer) {
    if (!(peer instanceof RtpSession other) || other == this) {
      throw new IllegalArgumentException("a session is bridged with another one of this engine");
    }
    bridged.filter(session -> session != other).ifPresent(session -> disconnect());
    other.bridged.filter(session -> session != this).ifPresent(session -> other.disconnect());
    bridged = Optional.of(other);
    other.bridged = Optional.of(this);
    loop.tell(() -> line.join(other.line));
    other.loop.tell(() -> other.line.join(line));
  }

  @Override
  public void disconnect() {
    if (bridged.isEmpty()) {
      return;
    }
    RtpSession other = bridged.get();
    bridged = Optional.empty();
    other.bridged = Optional.empty();
    loop.tell(() -> line.part(other.line));
    other.loop.tell(() -> other.line.part(line));
  }

  @Override
  public void play(long playback, List<AudioClip> clips, Repetition repetition) {
    Playback next = new Playback(playback, clips, repetition);
    loop.tell(() -> line.play(next));
  }

  @Override
  public void whisper(List<AudioClip> clips) {
    Whisper next = new Whisper(clips);
    loop.tell(() -> line.whisper(next));
  }

  @Override
  public void stopPlaying() {
    loop.tell(line::stopPlaying);
  }

  @Override
  public boolean wasHeardWithin(Duration time) {
    return line.wasHeardWithin(time.toNanos(), System.nanoTime());
  }

  @Override
  public void expectSound(Duration silenceAllowed, Duration onHold) {
    loop.tell(() -> line.expectSound(silenceAllowed, onHold));
  }

  @Override
  public SoundQuality quality() {
    return line.quality();
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      disconnect();
      loop.tell(line::end);
    }
  }
}
