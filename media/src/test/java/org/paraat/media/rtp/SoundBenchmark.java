package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.srtp.CryptoSuite;
import org.paraat.media.srtp.MasterKey;
import org.paraat.media.srtp.SrtpReceiver;
import org.paraat.media.srtp.SrtpSender;

/** What encryption and other codecs add to a packet of 20 ms. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms256m", "-Xmx256m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SoundBenchmark {
  private static final int FRAME = 160;

  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(SoundBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  /** A stream from one end to the other. */
  @State(Scope.Thread)
  public static class Encrypted {
    @Param CryptoSuite suite;
    private SrtpSender sender;
    private SrtpReceiver receiver;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(RtpHeader.LENGTH + FRAME);
    private final ByteBuffer wire = ByteBuffer.allocateDirect(2048);
    private int sequence;

    /** Keys for both ends. */
    @Setup(Level.Trial)
    public void agree() {
      MasterKey key = MasterKey.fresh(suite, new Random(1));
      sender = new SrtpSender(suite, key);
      receiver = new SrtpReceiver(suite, key);
    }
  }

  /** Encrypted once and decrypted once: what a leg costs for a packet each way. */
  @Benchmark
  public SrtpReceiver.Verdict sealedAndOpened(Encrypted state) {
    state.sequence = (state.sequence + 1) & 0xFFFF;
    state.packet.clear();
    RtpHeader.write(state.packet, 0, 8, false, state.sequence, state.sequence * FRAME, 1);
    state.wire.clear().put(state.sender.seal(state.packet)).flip();
    SrtpReceiver.Verdict verdict = state.receiver.open(state.wire);
    if (verdict != SrtpReceiver.Verdict.AUTHENTIC) {
      throw new IllegalStateException(verdict.name());
    }
    return verdict;
  }

  /** Noise, which no codec finds easy. */
  @State(Scope.Thread)
  public static class Coded {
    private final Transcoder transcoder = new Transcoder();
    private final ByteBuffer sound = ByteBuffer.allocateDirect(FRAME);

    /** The first frame. */
    @Setup(Level.Trial)
    public void noise() {
      byte[] noise = new byte[FRAME];
      new Random(1).nextBytes(noise);
      sound.put(0, noise);
    }
  }

  /** One frame of a wideband phone for a telephone. */
  @Benchmark
  public ByteBuffer wideToNarrow(Coded state) {
    state.transcoder.translate(state.sound, 0, FRAME, Meaning.G722, AudioCodec.PCMA, this);
    return state.sound;
  }

  /** One frame of a telephone for a wideband phone. */
  @Benchmark
  public ByteBuffer narrowToWide(Coded state) {
    state.transcoder.translate(state.sound, 0, FRAME, Meaning.A_LAW, AudioCodec.G722, this);
    return state.sound;
  }

  /** One frame between the two laws. */
  @Benchmark
  public ByteBuffer lawToLaw(Coded state) {
    state.transcoder.translate(state.sound, 0, FRAME, Meaning.A_LAW, AudioCodec.PCMU, this);
    return state.sound;
  }
}
