package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Packets that are almost right, from a party and from a stranger, while two talk. */
@Timeout(120)
class PacketFuzzTest extends EngineKit {
  private static final int BREATH = 64;

  @TestFactory
  Stream<DynamicTest> theTalkGoesOnWhateverIsSent() {
    long given = Long.getLong("fuzz.seed", 0);
    int rounds = Integer.getInteger("fuzz.rounds", 1);
    return (given > 0 ? IntStream.of((int) given) : IntStream.rangeClosed(1, rounds))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> talksOn(seed)));
  }

  private void talksOn(long seed) throws Exception {
    Random random = new Random(seed);
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone patient = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone agent = phone(SocketPhone.ofALaw(1000)).call(right);
    SocketPhone stranger = phone(SocketPhone.ofALaw(1400)).intrudeOn(patient);
    left.connect(right);
    assertTrue(hearsAtLast(agent, patient, 600), "before");
    int count = Integer.getInteger("fuzz.count", 6_000);
    for (int i = 0; i < count; i++) {
      (random.nextInt(3) == 0 ? patient : stranger).sendRaw(packet(random, patient));
      if (i % BREATH == 0) {
        agent.poll(1);
        patient.say();
      }
    }
    while (agent.poll(5).isPresent()) {
      // what was relayed of all that
    }
    assertTrue(hearsAtLast(agent, patient, 600), "the agent hears the patient afterwards");
    assertTrue(hearsAtLast(patient, agent, 1000), "the patient hears the agent afterwards");
  }

  /** RTP, RTCP, STUN and noise, of every length and with every field out of its bounds. */
  private static byte[] packet(Random random, SocketPhone of) {
    byte[] packet = new byte[random.nextInt(random.nextInt(8) == 0 ? 1600 : 200)];
    random.nextBytes(packet);
    if (packet.length < RtpHeader.LENGTH || random.nextInt(6) == 0) {
      return packet;
    }
    ByteBuffer bytes = ByteBuffer.wrap(packet);
    switch (random.nextInt(4)) {
      case 0 -> {
        // RTCP: sender and receiver reports, goodbye, with lengths that lie.
        packet[0] = (byte) (0x80 | random.nextInt(32));
        packet[1] = (byte) (200 + random.nextInt(8));
      }
      case 1 -> packet[0] = (byte) random.nextInt(64);
      default -> {
        int type = random.nextBoolean() ? 8 : random.nextBoolean() ? 101 : random.nextInt(128);
        RtpHeader.write(
            bytes, 0, type, random.nextBoolean(), random.nextInt(65_536), random.nextInt(), 0);
        // Extension, padding and contributors that are not there.
        packet[0] |= (byte) random.nextInt(64);
        int ssrc = random.nextBoolean() ? of.ssrc : random.nextInt();
        bytes.putInt(8, ssrc);
      }
    }
    return packet;
  }
}
