package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/** What one session sends, with a clock of the test's own. */
class RtpLineTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private SocketPhone phone;
  private DatagramChannel channel;
  private DatagramChannel control;
  private MediaLoop loop;
  private RtpLine line;

  @BeforeEach
  void open() throws IOException {
    phone = SocketPhone.ofALaw(600);
    channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
    channel.configureBlocking(false);
    control = DatagramChannel.open();
    loop = new MediaLoop("unused");
    line =
        new RtpLine(
            "test",
            new Ear(),
            loop,
            new SocketPair(channel, control),
            new OutgoingStream(1, 1, 1),
            "name",
            MediaSettings.on(LOOPBACK),
            new Unowned());
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    control.close();
    loop.selector().close();
    phone.close();
  }

  @Test
  void aPeerThatNobodySpeaksToHearsAFrameOfSilenceNowAndThen() throws Exception {
    agree("sendrecv");
    line.lookAround(SECOND);
    line.lookAround(2 * SECOND);
    line.lookAround(7 * SECOND);
    SocketPhone.Packet first = phone.next();
    SocketPhone.Packet second = phone.next();
    assertEquals(Optional.empty(), phone.poll(20));
    assertTrue(first.isSilence() && second.isSilence());
    assertEquals(first.sequence() + 1, second.sequence());
    assertEquals(first.timestamp() + 6 * 8000, second.timestamp());
  }

  @Test
  void whoHearsAPromptOrHoldsUsHearsNothingMore() throws Exception {
    agree("sendonly");
    line.lookAround(SECOND);
    agree("sendrecv");
    line.play(
        new Playback(1, List.of(ToneClip.sine(600, Duration.ofSeconds(1))), Repetition.FOREVER));
    line.lookAround(20 * SECOND);
    assertEquals(Optional.empty(), phone.poll(20));
  }

  @Test
  void whoHoldsOrWaitsWithMusicIsNotEndedForSilence() throws Exception {
    var ear = new Ear();
    line =
        new RtpLine(
            "test",
            ear,
            loop,
            new SocketPair(channel, control),
            new OutgoingStream(1, 1, 1),
            "name",
            MediaSettings.on(LOOPBACK),
            new Unowned());
    for (String direction : new String[] {"sendonly", "inactive", "sendrecv"}) {
      agree(direction);
      phone.intrudeOn(channel.socket().getLocalPort()).say();
      while (!line.wasHeardWithin(SECOND, System.nanoTime())) {
        line.receive();
      }
      line.expectSound(Duration.ofSeconds(45), Duration.ofMinutes(30));
      line.play(
          new Playback(1, List.of(ToneClip.sine(600, Duration.ofSeconds(1))), Repetition.FOREVER));
      long now = System.nanoTime();
      line.lookAround(now);
      line.lookAround(now + 14 * 60 * SECOND);
      ear.expectNothingMore();
    }
    line.stopPlaying();
    line.lookAround(System.nanoTime());
    line.lookAround(System.nanoTime() + 46 * SECOND);
    ear.expect("lost");
  }

  private void agree(String direction) throws NotNegotiable {
    Negotiation negotiation = new Negotiation(new LocalStream(1, LOOPBACK, 20_000));
    negotiation.answer(
        SessionDescription.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio %d RTP/AVP 8\r\na=%s\r\n"
                .formatted(phone.port(), direction)));
    var agreement = negotiation.agreement().orElseThrow();
    line.agree(agreement, Ciphers.NONE);
  }
}
