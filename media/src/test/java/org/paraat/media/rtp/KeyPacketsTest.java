package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paraat.media.MediaListener;

/** Payloads of telephone-event as phones and gateways write them. */
class KeyPacketsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "050A00A0, 5, the beginning of a key",
        "058A0320, 5, its end alone",
        "0B0A0000, '#', a gateway that writes no duration",
        "058A0320078A0190, 57, two keys in one packet",
        "058A032000000000, 5, zeros behind the key are no key",
        "050A032007000190, 5, nothing follows a key that goes on",
        "05, none, too short",
        "'', none, empty",
        "050A00, none, three bytes",
        "100A00A0, none, a flash of the hook is no key",
        "058A0320078A, 5, half an event behind the first"
      })
  void aPayloadMeansTheseKeys(String payload, String keys, String name) {
    StringBuilder heard = new StringBuilder();
    KeyPackets packets = new KeyPackets();
    packets.packet(packet(1000, payload), 0, into(heard), 0);
    packets.packet(packet(1000, payload), 0, into(heard), 0);
    assertEquals(keys == null ? "" : keys, heard.toString(), name);
  }

  @Test
  void theSecondKeyOfAPacketIsTheOneThatComesAloneLater() {
    StringBuilder heard = new StringBuilder();
    KeyPackets packets = new KeyPackets();
    packets.packet(packet(1000, "058A0320078A0190"), 0, into(heard), 0);
    packets.packet(packet(1800, "078A0190"), 0, into(heard), 0);
    assertEquals("57", heard.toString());
  }

  private static ByteBuffer packet(int timestamp, String payload) {
    byte[] bytes = HexFormat.of().parseHex(payload);
    ByteBuffer packet = ByteBuffer.allocate(RtpHeader.LENGTH + bytes.length);
    RtpHeader.write(packet, 0, 101, true, 1, timestamp, 9);
    return packet.put(RtpHeader.LENGTH, bytes);
  }

  private static MediaListener into(StringBuilder heard) {
    return new MediaListener() {
      @Override
      public void keySounded(char key) {
        throw new AssertionError("nobody listens for " + key);
      }

      @Override
      public void keyPressed(char key) {
        heard.append(key);
      }

      @Override
      public void playbackFinished(long playback) {
        throw new AssertionError("nothing is played");
      }

      @Override
      public void soundMissed(Duration silence) {}

      @Override
      public void soundLost(Duration silence) {}

      @Override
      public void sessionBroke() {}
    };
  }
}
