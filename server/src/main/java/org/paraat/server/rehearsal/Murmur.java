package org.paraat.server.rehearsal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sound of a rehearsal: a few packets a call from one port, which hears nothing. */
final class Murmur implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Murmur.class);
  private static final int PACKETS = 12;
  private static final int HEADER = 12;
  private static final int PAYLOAD = 160;
  private static final byte A_LAW_SILENCE = (byte) 0xD5;

  private final DatagramChannel channel;
  private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + PAYLOAD);
  private int source;
  private int versions;

  Murmur() throws IOException {
    channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress("127.0.0.1", 0));
    channel.configureBlocking(false);
    packet.putShort(0, (short) 0x8008);
    for (int i = HEADER; i < HEADER + PAYLOAD; i++) {
      packet.put(i, A_LAW_SILENCE);
    }
  }

  /** Where we want to hear, in A-law. */
  String description() {
    return description("sendrecv");
  }

  /** The same of a phone that has put the other side on hold. */
  String held() {
    return description("sendonly");
  }

  private String description(String direction) {
    versions++;
    return """
        v=0
        o=rehearsal 1 %d IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 8 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=%s
        """
        .formatted(versions, channel.socket().getLocalPort(), direction)
        .replace("\n", "\r\n");
  }

  /** On the loop only: a quarter of a second of silence, all at once. */
  void speakTo(String description) {
    int line = description.indexOf("m=audio ");
    int port = line < 0 ? 0 : firstNumber(description, line + "m=audio ".length());
    if (port == 0) {
      return;
    }
    var remote = new InetSocketAddress("127.0.0.1", port);
    source++;
    try {
      for (int i = 0; i < PACKETS; i++) {
        packet.clear().putShort(2, (short) i).putInt(4, i * PAYLOAD).putInt(8, source);
        channel.send(packet, remote);
      }
    } catch (IOException e) {
      LOG.debug("nothing is heard in this rehearsal", e);
    }
  }

  private static int firstNumber(String text, int start) {
    int number = 0;
    for (int i = start; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
