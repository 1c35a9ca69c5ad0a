package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes bytes that are almost right of the messages that the SIP tests keep. */
final class Spoiler {
  private static final List<String> SPICES =
      List.of(
          "",
          "\0",
          "\r\n",
          "\r\n ",
          "\n",
          ";",
          ",",
          "<",
          ">",
          "\"",
          "%",
          "=",
          ":",
          "@",
          "-1",
          "0",
          "4294967296",
          "99999999999999999999",
          "\u00ff",
          "[::1]",
          ",<sip:a@b>".repeat(300),
          ";a=b".repeat(500),
          "a".repeat(4000));

  private final Random random;
  private final List<byte[]> corpus = new ArrayList<>();
  private int made;

  Spoiler(long seed) {
    random = new Random(seed);
    Path resources = House.ROOT.resolve("sip-core/src/test/resources");
    for (String folder : List.of("fuzz", "rfc4475", "fuzz-regressions")) {
      try (Stream<Path> files = Files.list(resources.resolve(folder))) {
        for (Path file : files.sorted().toList()) {
          corpus.add(Files.readAllBytes(file));
        }
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A SIP message with up to four faults, in most cases a new one each time. */
  byte[] message() {
    made++;
    String text =
        new String(corpus.get(random.nextInt(corpus.size())), StandardCharsets.ISO_8859_1);
    StringBuilder spoiled =
        new StringBuilder(text.replace("branch=z9hG4bK", "branch=z9hG4bK" + made + "x"));
    for (int i = random.nextInt(5); i > 0; i--) {
      spice(spoiled);
    }
    return spoiled.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A request of the web with up to four faults. */
  byte[] webRequest() {
    StringBuilder spoiled =
        new StringBuilder(
            "GET /api/calls?limit=5 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n"
                + "Content-Length: 3\r\n\r\n{}\n");
    for (int i = random.nextInt(5); i > 0; i--) {
      spice(spoiled);
    }
    return spoiled.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A frame of a WebSocket with a spoiled message in it; its head may lie. */
  byte[] frame() {
    byte[] message = message();
    byte[] payload = Arrays.copyOf(message, Math.min(message.length, 60_000));
    int opcode = random.nextInt(3) > 0 ? 1 + random.nextInt(2) : random.nextInt(16);
    int claimed = random.nextInt(10) == 0 ? random.nextInt(65_536) : payload.length;
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) ((random.nextInt(6) > 0 ? 0x80 : random.nextInt(128)) | opcode));
    frame.put((byte) (random.nextInt(12) == 0 ? 126 : 0x80 | 126));
    frame.putShort((short) claimed);
    int mask = random.nextInt();
    frame.putInt(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ (mask >> (24 - 8 * (i % 4)))));
    }
    return frame.array();
  }

  /** A packet of sound, of its reports or of nothing at all. */
  byte[] packet() {
    byte[] packet = new byte[random.nextInt(400)];
    random.nextBytes(packet);
    if (packet.length > 12 && random.nextBoolean()) {
      packet[0] = (byte) 0x80;
      packet[1] = (byte) (random.nextBoolean() ? 8 : 200);
    }
    return packet;
  }

  private void spice(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(8)) {
      case 0 -> text.setLength(Math.max(1, at));
      case 1 -> text.insert(at, text.substring(0, Math.min(at, 200)));
      default -> {
        int until = Math.min(text.length(), at + random.nextInt(5));
        text.replace(at, until, SPICES.get(random.nextInt(SPICES.size())));
      }
    }
  }
}
