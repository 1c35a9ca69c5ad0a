package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.sdp.AudioCodec;

/** What a caller hears while it is held, handed over and handed on: one stream without a gap. */
@Timeout(60)
class OneStreamTest extends EngineKit {
  private static final long FRAME_NANOS = 20_000_000;

  /** Longer is heard as a gap. */
  private static final long LONGEST_GAP_MILLIS = 200;

  private record Arrival(long nanos, SocketPhone.Packet packet) {}

  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<SocketPhone> speakers = new ArrayList<>();
  private SocketPhone patient;
  private long next = System.nanoTime();
  private long silence;
  private long longestSilence;

  /** Everybody speaks for so long, in real time; a machine that is late says no burst. */
  private void passes(int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      for (SocketPhone speaker : speakers) {
        speaker.say();
      }
      next = Math.max(next, System.nanoTime() - FRAME_NANOS) + FRAME_NANOS;
      for (long left = FRAME_NANOS; left > 0; left = next - System.nanoTime()) {
        listen((int) Math.max(1, left / 1_000_000));
      }
    }
  }

  // Only while somebody listens and nothing comes it is silent.
  private void listen(int milliseconds) throws Exception {
    long began = System.nanoTime();
    Optional<SocketPhone.Packet> came = patient.poll(milliseconds);
    long now = System.nanoTime();
    silence += now - began;
    if (came.isPresent()) {
      longestSilence = Math.max(longestSilence, silence);
      silence = 0;
      arrivals.add(new Arrival(now, came.get()));
    }
  }

  @Test
  void musicABridgeAndAnotherBridgeAcrossLoopsAreOneStreamWithoutAGap() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withLoops(3));
    RtpSession caller = engine.open("patient", new Ear());
    RtpSession triage = engine.open("triage", new Ear());
    RtpSession doctor = engine.open("doctor", new Ear());
    patient = phone(SocketPhone.ofALaw(600)).call(caller);
    speakers.add(patient);
    speakers.add(phone(new SocketPhone(1000, AudioCodec.PCMU, 101)).call(triage));
    speakers.add(phone(new SocketPhone(1400, AudioCodec.G722, 101)).call(doctor));
    music(caller, 1);
    passes(20);
    // What came while the phones were set up was read late.
    arrivals.clear();
    longestSilence = 0;
    passes(40);
    caller.connect(triage);
    passes(40);
    music(caller, 2);
    caller.disconnect();
    triage.connect(doctor);
    passes(40);
    caller.connect(doctor);
    triage.close();
    passes(40);
    caller.whisper(List.of(ToneClip.sine(1800, Duration.ofMillis(300))));
    passes(40);
    assertIsOneStream();
    long gap = longestSilence / 1_000_000;
    assertTrue(gap < LONGEST_GAP_MILLIS, "a gap of " + gap + " ms");
  }

  private static void music(RtpSession session, int number) {
    session.play(number, List.of(ToneClip.sine(425, Duration.ofSeconds(1))), Repetition.FOREVER);
  }

  private void assertIsOneStream() {
    assertTrue(arrivals.size() > 150, arrivals.size() + " packets came");
    int changes = 0;
    for (int i = 1; i < arrivals.size(); i++) {
      SocketPhone.Packet before = arrivals.get(i - 1).packet();
      SocketPhone.Packet packet = arrivals.get(i).packet();
      assertEquals(before.ssrc(), packet.ssrc(), "SSRC of packet " + i);
      assertEquals((before.sequence() + 1) & 0xFFFF, packet.sequence(), "number of packet " + i);
      int step = packet.timestamp() - before.timestamp();
      if (packet.marked()) {
        changes++;
        long clock = (arrivals.get(i).nanos() - arrivals.get(i - 1).nanos()) / 1_000_000;
        assertTrue(step >= 160, "timestamp goes back at packet " + i);
        assertTrue(step / 8 < clock + LONGEST_GAP_MILLIS, "timestamp jumps at packet " + i);
      } else {
        assertEquals(160, step, "timestamp within a source, packet " + i);
      }
    }
    assertTrue(changes >= 3, changes + " changes of source are marked");
  }
}
