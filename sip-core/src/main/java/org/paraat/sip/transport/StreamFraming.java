package org.paraat.sip.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.message.MessageFraming;
import org.paraat.sip.message.SipParser;

/** Cuts a stream of bytes into messages (RFC 3261 18.3, RFC 5626 3.5.1). */
final class StreamFraming {

  /** Who is given what was cut. */
  interface Sink {
    void onMessage(byte[] message);

    /** The peer asks by an empty line twice whether we are there. */
    void onPing();
  }

  private static final int SMALLEST = 2048;

  /** A buffer as large as nearly every message: it is kept from one to the next. */
  private static final int USUAL = SMALLEST * 4;

  private final Sink sink;
  private byte[] buffer = new byte[SMALLEST];
  private int length;
  private int scanned;
  private int endOfHead = -1;
  private int endOfMessage;

  StreamFraming(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes what came in.
   *
   * @return why the stream is lost: nothing after this can be understood
   */
  Optional<String> feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int fits = Math.min(bytes.remaining(), SipParser.MOST_BYTES + 4 - length);
      reserve(fits);
      bytes.get(buffer, length, fits);
      length += fits;
      Optional<String> lost = cut();
      if (lost.isPresent()) {
        return lost;
      }
    }
    return Optional.empty();
  }

  /** How much is kept beyond what every connection may keep. */
  int excess() {
    return Math.max(0, buffer.length - USUAL);
  }

  private void reserve(int more) {
    if (length + more > buffer.length) {
      int larger = Math.min(buffer.length * 2, SipParser.MOST_BYTES + 4);
      buffer = Arrays.copyOf(buffer, Math.max(length + more, larger));
    }
  }

  private Optional<String> cut() {
    int start = 0;
    while (true) {
      if (endOfHead < 0) {
        start = skipEmptyLines(start);
        OptionalInt head = findHead(start);
        if (head.isEmpty()) {
          break;
        }
        OptionalInt body = MessageFraming.contentLength(buffer, start, head.getAsInt());
        if (body.isEmpty()) {
          return Optional.of("a Content-Length that makes no sense");
        }
        endOfHead = head.getAsInt();
        endOfMessage = endOfHead + body.getAsInt();
        if (endOfMessage - start > SipParser.MOST_BYTES) {
          return Optional.of("a message of more than " + SipParser.MOST_BYTES + " bytes");
        }
      }
      if (length < endOfMessage) {
        break;
      }
      byte[] message = Arrays.copyOfRange(buffer, start, endOfMessage);
      start = endOfMessage;
      endOfHead = -1;
      scanned = start;
      sink.onMessage(message);
    }
    discard(start);
    return length >= SipParser.MOST_BYTES && endOfHead < 0
        ? Optional.of("a head of more than " + SipParser.MOST_BYTES + " bytes")
        : Optional.empty();
  }

  private int skipEmptyLines(int from) {
    int start = from;
    while (length - start >= 4 && isEmptyLine(start) && isEmptyLine(start + 2)) {
      sink.onPing();
      start += 4;
    }
    // A lone empty line may be the first half of a ping, whose rest is still under way.
    while (length - start > 2 && isEmptyLine(start) && buffer[start + 2] != '\r') {
      start += 2;
    }
    scanned = Math.max(scanned, start);
    return start;
  }

  private boolean isEmptyLine(int at) {
    return buffer[at] == '\r' && buffer[at + 1] == '\n';
  }

  private OptionalInt findHead(int start) {
    for (int i = Math.max(start + 1, scanned); i < length; i++) {
      if (buffer[i] != '\n') {
        continue;
      }
      boolean isPlain = buffer[i - 1] == '\n';
      boolean isUsual = i >= start + 3 && buffer[i - 1] == '\r' && buffer[i - 2] == '\n';
      if (isPlain || isUsual) {
        return OptionalInt.of(i + 1);
      }
    }
    scanned = Math.max(start, length);
    return OptionalInt.empty();
  }

  private void discard(int upTo) {
    if (upTo == 0) {
      return;
    }
    System.arraycopy(buffer, upTo, buffer, 0, length - upTo);
    length -= upTo;
    scanned = Math.max(0, scanned - upTo);
    endOfMessage -= upTo;
    if (endOfHead >= 0) {
      endOfHead -= upTo;
    }
    if (length == 0 && buffer.length > USUAL) {
      buffer = new byte[SMALLEST];
    }
  }
}
