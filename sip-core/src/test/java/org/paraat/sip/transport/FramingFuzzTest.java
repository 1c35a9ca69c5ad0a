package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.paraat.fuzz.Corpus;
import org.paraat.fuzz.FuzzSettings;
import org.paraat.fuzz.Mutator;
import org.paraat.sip.message.SipParser;

/** A stream of fuzzed messages: how it was cut on its way never changes what comes out. */
class FramingFuzzTest {

  @TestFactory
  Stream<DynamicTest> thePiecesOfAStreamDoNotMatter() {
    return FuzzSettings.seeds(3)
        .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> isCutAlike(seed)));
  }

  private static void isCutAlike(long seed) {
    Random random = new Random(seed);
    Mutator mutator = new Mutator(random, Corpus.messages());
    int count = FuzzSettings.count(3000);
    int messages = 0;
    int lost = 0;
    for (int i = 0; i < count; i++) {
      byte[] stream = stream(random, mutator);
      Cut whole = new Cut();
      whole.feed(stream, stream.length);
      Cut pieces = new Cut();
      pieces.feed(stream, 1 + random.nextInt(random.nextInt(10) == 0 ? 3 : 1500));
      assertEquals(whole.messages, pieces.messages);
      assertEquals(whole.lost.isPresent(), pieces.lost.isPresent());
      messages += whole.messages.size();
      lost += whole.lost.isPresent() ? 1 : 0;
    }
    FuzzSettings.report(
        "framing", seed, count + " streams, " + messages + " messages, " + lost + " streams lost");
  }

  private static byte[] stream(Random random, Mutator mutator) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      stream.writeBytes(mutator.next());
      for (int lines = random.nextInt(8) - 4; lines > 0; lines--) {
        stream.writeBytes(new byte[] {'\r', '\n'});
      }
    }
    return stream.toByteArray();
  }

  /** One stream and what came out of it. */
  private static final class Cut implements StreamFraming.Sink {
    private final StreamFraming framing = new StreamFraming(this);
    private final List<String> messages = new ArrayList<>();
    private Optional<String> lost = Optional.empty();

    private void feed(byte[] stream, int piece) {
      for (int at = 0; at < stream.length && lost.isEmpty(); at += piece) {
        lost = framing.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
      }
    }

    @Override
    public void onMessage(byte[] message) {
      assertTrue(message.length <= SipParser.MOST_BYTES);
      messages.add(new String(message, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onPing() {}
  }
}
