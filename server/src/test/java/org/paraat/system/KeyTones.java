package org.paraat.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Keys as a telephone without any other way sends them: two tones each (ITU-T Q.23), in A-law. */
final class KeyTones {
  private static final String KEYS = "123A456B789C*0#D";
  private static final int[] ROWS = {697, 770, 852, 941};
  private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
  private static final int PACKET = Sound.RATE / 50;
  private static final int PACKETS_OF_TONE = 5;
  private static final int PACKETS_OF_A_KEY = 12;
  private static final int SILENCE_BEFORE = 10;
  private static final double LEVEL = 5_000;
  private static final long TWENTY_MILLIS = 20_000_000L;

  private final byte[] aLaw;

  private KeyTones(byte[] aLaw) {
    this.aLaw = aLaw;
  }

  static KeyTones of(String keys) {
    int packets = SILENCE_BEFORE + keys.length() * PACKETS_OF_A_KEY;
    var linear = ByteBuffer.allocate(packets * PACKET * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int key = 0; key < keys.length(); key++) {
      int place = KEYS.indexOf(keys.charAt(key));
      int first = (SILENCE_BEFORE + key * PACKETS_OF_A_KEY) * PACKET;
      for (int i = 0; i < PACKETS_OF_TONE * PACKET; i++) {
        double tones = sine(ROWS[place / 4], i) + sine(COLUMNS[place % 4], i);
        linear.putShort((first + i) * 2, (short) (LEVEL * tones));
      }
    }
    return new KeyTones(inALaw(linear.array()));
  }

  private static double sine(int hertz, int at) {
    return Math.sin(2 * Math.PI * hertz * at / Sound.RATE);
  }

  private static byte[] inALaw(byte[] linear) {
    var from = new AudioFormat(Sound.RATE, 16, 1, true, false);
    var to = new AudioFormat(AudioFormat.Encoding.ALAW, Sound.RATE, 8, 1, 1, Sound.RATE, false);
    var source = new AudioInputStream(new ByteArrayInputStream(linear), from, linear.length / 2);
    try (var converted = AudioSystem.getAudioInputStream(to, source)) {
      return converted.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends them in RTP, a packet each 20 ms, to a port of this machine; returns at the end. */
  void sendFrom(DatagramSocket socket, int port) {
    long next = System.nanoTime();
    for (int at = 0; at < aLaw.length / PACKET; at++) {
      byte[] packet =
          ByteBuffer.allocate(12 + PACKET)
              .putShort((short) 0x8008)
              .putShort((short) (1 + at))
              .putInt(at * PACKET)
              .putInt(0x4b455953)
              .put(aLaw, at * PACKET, PACKET)
              .array();
      try {
        socket.send(
            new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      next += TWENTY_MILLIS;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }
}
