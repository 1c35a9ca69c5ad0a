package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sound of calls that come and go: a G.711 packet each 20 ms from each side, which says whose
 * it is, and what each side hears, packet by packet. It runs on the wire's thread.
 */
final class Voices implements SoundPorts {
  private static final int HEADER = 12;
  private static final int PACKET = 172;
  private static final int SLOTS = 20;
  private static final long TICK = 1_000_000L;

  private final Wire wire;
  private final Map<String, Voice> voices = new HashMap<>();
  private final List<List<Voice>> slots = new ArrayList<>();
  private final long began = System.nanoTime();
  private long ticks;
  private int connections;
  private long longestStandstill;

  /**
   * What one side has heard since it is watched.
   *
   * @param mark whose voice the last packet was
   * @param longestGap nanoseconds between two packets
   */
  record Heard(int mark, long lastPacket, long longestGap, int sourceChanges, int jumps) {}

  private static final class Voice implements Wire.Packets {
    private DatagramChannel channel;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
    private InetSocketAddress remote;
    private boolean isSilent;
    private short sequence;
    private int timestamp;
    private boolean hasHeard;
    private int source;
    private short heardSequence;
    private int mark;
    private long lastPacket;
    private long longestGap;
    private int sourceChanges;
    private int jumps;

    private Voice(int source) {
      packet.putShort(0, (short) 0x8008).putInt(8, source);
      for (int at = HEADER; at < PACKET; at++) {
        packet.put(at, (byte) 0xD5);
      }
    }

    private void watch(long now) {
      lastPacket = now;
      longestGap = 0;
      sourceChanges = 0;
      jumps = 0;
    }

    private void send() throws IOException {
      packet.clear().putShort(2, sequence++).putInt(4, timestamp += PACKET - HEADER);
      channel.send(packet, remote);
    }

    @Override
    public void received(ByteBuffer heard, long nanos) {
      // RTCP has packet types that look like 64 to 95 with the marker
      int type = heard.remaining() > HEADER ? heard.get(1) & 0x7F : 64;
      if (type >= 64 && type < 96) {
        return;
      }
      longestGap = Math.max(longestGap, nanos - lastPacket);
      lastPacket = nanos;
      short number = heard.getShort(2);
      int from = heard.getInt(8);
      if (hasHeard && from != source) {
        sourceChanges++;
      } else if (hasHeard && number != (short) (heardSequence + 1)) {
        jumps++;
      }
      hasHeard = true;
      source = from;
      heardSequence = number;
      mark = heard.remaining() == PACKET ? heard.getInt(HEADER) : 0;
    }
  }

  Voices(Wire wire) {
    this.wire = wire;
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayList<>());
    }
    wire.after(TICK, this::tick);
  }

  private void tick() {
    long late = System.nanoTime() - began - ticks * TICK;
    longestStandstill = Math.max(longestStandstill, late);
    try {
      while (System.nanoTime() - began >= ticks * TICK) {
        for (Voice voice : slots.get((int) (ticks++ % SLOTS))) {
          if (!voice.isSilent) {
            voice.send();
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("no sound can be sent", e);
    }
    wire.after(began + ticks * TICK - System.nanoTime(), this::tick);
  }

  @Override
  public int open(String callId) {
    try {
      Voice voice = voices.get(callId);
      if (voice == null) {
        voice = new Voice(callId.hashCode());
        voice.channel = wire.openSound(voice);
        voices.put(callId, voice);
      }
      return ((InetSocketAddress) voice.channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port for the sound of a call", e);
    }
  }

  @Override
  public void connected(String callId, int remotePort) {
    Voice voice = voices.get(callId);
    if (voice.remote == null) {
      slots.get(connections++ % SLOTS).add(voice);
      voice.watch(System.nanoTime());
    }
    voice.remote = new InetSocketAddress("127.0.0.1", remotePort);
  }

  @Override
  public void ended(String callId) {
    Voice voice = voices.remove(callId);
    if (voice != null) {
      slots.forEach(slot -> slot.remove(voice));
      try {
        voice.channel.close();
      } catch (IOException e) {
        throw new IllegalStateException("a port cannot be closed", e);
      }
    }
  }

  /** Each packet of this side carries a mark from now on. */
  void says(String callId, int mark) {
    voices.get(callId).packet.putInt(HEADER, mark);
  }

  /** Says nothing from now on. */
  void fallsSilent(String callId) {
    voices.get(callId).isSilent = true;
  }

  /** What was heard before does not count. */
  void watch(String callId) {
    voices.get(callId).watch(System.nanoTime());
  }

  /** What a side heard since it is watched; when its call is over, nothing. */
  Heard heard(String callId) {
    Voice voice = voices.get(callId);
    if (voice == null) {
      return new Heard(0, 0, Long.MAX_VALUE, 0, 0);
    }
    // silence until now is a gap too
    long gap = Math.max(voice.longestGap, System.nanoTime() - voice.lastPacket);
    return new Heard(voice.mark, voice.lastPacket, gap, voice.sourceChanges, voice.jumps);
  }

  /** The longest time since the last question that this program was late, in nanoseconds. */
  long longestStandstill() {
    long longest = longestStandstill;
    longestStandstill = 0;
    return longest;
  }
}
