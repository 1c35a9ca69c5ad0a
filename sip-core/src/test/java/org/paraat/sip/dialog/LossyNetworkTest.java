package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Reason;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;

/** Many calls over a network that loses, doubles and overtakes. */
class LossyNetworkTest {
  private static final int CALLS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyCallIsSetUpChangedAndTornDown(long seed) {
    VirtualLoop loop = new VirtualLoop();
    SimulatedNetwork network =
        new SimulatedNetwork(loop, seed)
            .losing(0.10)
            .doubling(0.05)
            .delaying(Duration.ofMillis(1), Duration.ofMillis(80));
    Peer caller = new Peer(network, loop, "10.0.0.1");
    Peer callee = new Peer(network, loop, "10.0.0.2");
    callee.onCall =
        leg -> {
          leg.ring();
          loop.schedule(Duration.ofSeconds(2), () -> leg.answer(Peer.ANSWER));
        };
    for (int i = 0; i < CALLS; i++) {
      loop.schedule(Duration.ofMillis(50L * i), () -> caller.calls(callee));
    }
    loop.pass(Duration.ofSeconds(60));
    assertEquals(CALLS, caller.notes.stream().filter("answered"::equals).count());
    assertEquals(CALLS, callee.notes.stream().filter("confirmed"::equals).count());

    caller.legs.forEach(leg -> leg.reoffer(Peer.OFFER));
    loop.pass(Duration.ofSeconds(20));
    callee.legs.forEach(leg -> leg.answerReoffer(Peer.ANSWER));
    loop.pass(Duration.ofSeconds(40));
    assertEquals(CALLS, caller.notes.stream().filter("reoffer answered"::equals).count());

    for (int i = 0; i < CALLS; i++) {
      InviteDialog leg = caller.legs.get(i);
      InviteDialog ending = i % 2 == 0 ? leg : other(callee, leg);
      ending.hangUp(Optional.of(Reason.sip(200, "Done")));
    }
    loop.pass(Duration.ofMinutes(2));
    for (Peer peer : List.of(caller, callee)) {
      assertEquals(0, peer.endpoint.dialogs());
      assertEquals(0, peer.endpoint.transactions());
      assertEquals(0, peer.endpoint.counters().dropped(Drop.OUR_DEFECT));
    }
    assertEquals(0, loop.waiting());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void whateverCrossesNothingIsLeft(long seed) {
    VirtualLoop loop = new VirtualLoop();
    SimulatedNetwork network =
        new SimulatedNetwork(loop, seed)
            .losing(0.10)
            .doubling(0.10)
            .delaying(Duration.ofMillis(1), Duration.ofMillis(200));
    Peer caller = new Peer(network, loop, "10.0.0.1");
    Peer callee = new Peer(network, loop, "10.0.0.2");
    java.util.Random random = new java.util.Random(seed);
    callee.onCall =
        leg -> {
          leg.ring();
          later(loop, random, () -> leg.answer(Peer.ANSWER));
          later(loop, random, () -> leg.answerReoffer(Peer.ANSWER));
          later(loop, random, () -> leg.reoffer(Peer.OFFER));
          later(loop, random, () -> leg.hangUp(Optional.empty()));
        };
    for (int i = 0; i < CALLS; i++) {
      InviteDialog leg = caller.calls(callee);
      later(loop, random, () -> leg.answerReoffer(Peer.ANSWER));
      later(loop, random, () -> leg.hangUp(Optional.empty()));
    }
    loop.pass(Duration.ofMinutes(5));
    for (Peer peer : List.of(caller, callee)) {
      assertEquals(0, peer.endpoint.dialogs());
      assertEquals(0, peer.endpoint.transactions());
      assertEquals(0, peer.endpoint.counters().dropped(Drop.OUR_DEFECT));
    }
    assertEquals(0, loop.waiting());
  }

  private static InviteDialog other(Peer peer, InviteDialog leg) {
    return peer.legs.stream()
        .filter(candidate -> candidate.id().callId().equals(leg.id().callId()))
        .findFirst()
        .orElseThrow();
  }

  private static void later(VirtualLoop loop, java.util.Random random, Runnable task) {
    loop.schedule(Duration.ofMillis(random.nextInt(3000)), task);
  }
}
