package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.clip.ToneClip;

/** Bridges across three loops that are made, moved and closed while packets fly. */
@Timeout(120)
class BridgesInMotionTest extends EngineKit {
  private static final int ROUNDS = 200;
  private static final long SEED = 20_261;

  private final Ear ear = new Ear();
  private final List<SocketPhone> phones = new ArrayList<>();

  @Test
  void sessionsCloseOnEitherSideAndTransfersJoinLoopsWhilePacketsFly() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK).withLoops(3));
    Random random = new Random(SEED);
    for (double hertz : new double[] {600, 1000, 1400, 1800}) {
      phones.add(phone(SocketPhone.ofALaw(hertz)));
    }
    for (int round = 0; round < ROUNDS; round++) {
      oneEvening(engine, random, round % 20 == 0);
    }
    await(() -> engine.ports().used() == 0);
    assertEquals(List.of(), engine.owners());
    ear.expectNothingMore();
  }

  /** Two calls; a transfer joins one party of each; then all hang up in any order. */
  private void oneEvening(NioMediaEngine engine, Random random, boolean isHeardOut)
      throws Exception {
    List<RtpSession> legs = new ArrayList<>();
    for (SocketPhone phone : phones) {
      RtpSession leg = engine.open("leg " + legs.size(), ear);
      phone.call(leg);
      legs.add(leg);
    }
    legs.get(0).connect(legs.get(1));
    legs.get(2).connect(legs.get(3));
    fly();
    if (random.nextBoolean()) {
      legs.get(1).play(1, List.of(ToneClip.sine(425, Duration.ofSeconds(9))), Repetition.FOREVER);
      fly();
    }
    legs.get(0).connect(legs.get(3));
    fly();
    if (isHeardOut) {
      assertTrue(hearsAtLast(phones.get(3), phones.get(0), 600));
      assertTrue(hearsAtLast(phones.get(0), phones.get(3), 1800));
    }
    while (!legs.isEmpty()) {
      legs.remove(random.nextInt(legs.size())).close();
      fly();
    }
  }

  private void fly() throws IOException {
    for (int i = 0; i < 3; i++) {
      for (SocketPhone phone : phones) {
        phone.say();
      }
    }
  }
}
