package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;

/** Ports that rest before they serve again. */
class PortPoolTest {
  private long now;
  private final PortPool pool =
      new PortPool(20_000, 20_009, Duration.ofSeconds(30), () -> now, new Random(1));

  @Test
  void everyPortIsEvenAndUsedOnceThenThereIsNone() throws PortsExhausted {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ports.add(pool.lease("leg " + i).port());
    }
    assertEquals(List.of(20_000, 20_002, 20_004, 20_006, 20_008), ports.stream().sorted().toList());
    assertThrows(PortsExhausted.class, () -> pool.lease("one more"));
    assertEquals(List.of("leg 0", "leg 1", "leg 2", "leg 3", "leg 4"), pool.owners());
  }

  @Test
  void aReleasedPortComesBackAfterItsQuarantineAndBehindTheOthers() throws PortsExhausted {
    PortPool.Lease first = pool.lease("first");
    pool.release(first);
    assertEquals(new PortUse(0, 4, 1, 0), pool.use());
    now += Duration.ofSeconds(29).toNanos();
    assertEquals(4, pool.use().free());
    now += Duration.ofSeconds(1).toNanos();
    assertEquals(5, pool.use().free());
    for (int i = 0; i < 4; i++) {
      assertNotEquals(first.port(), pool.lease("other").port());
    }
    assertEquals(first.port(), pool.lease("last").port());
  }

  @Test
  void releasingTwiceGivesThePortBackOnce() throws PortsExhausted {
    PortPool.Lease lease = pool.lease("same owner");
    pool.release(lease);
    pool.release(lease);
    now += Duration.ofSeconds(30).toNanos();
    for (int i = 0; i < 5; i++) {
      pool.lease("same owner");
    }
    pool.release(lease);
    assertEquals(new PortUse(5, 0, 0, 0), pool.use());
  }

  @Test
  void aPortOfAnotherProgramIsCountedAndRests() throws PortsExhausted {
    pool.skip(pool.lease("leg"));
    assertEquals(new PortUse(0, 4, 1, 1), pool.use());
  }

  @Test
  void anOddPortAtTheEndIsNeededForControl() {
    PortPool odd = new PortPool(20_000, 20_002, Duration.ZERO, () -> now, new Random(1));
    assertEquals(1, odd.use().free());
  }

  @Test
  void aPortWhoseSocketsAreOpenRestsTooAndServesThoseWhoAskForOne() throws PortsExhausted {
    PortPool.Lease lease = pool.lease("first");
    assertTrue(pool.isLeased(lease.port()));
    pool.releaseOpen(lease);
    assertFalse(pool.isLeased(lease.port()));
    assertNotEquals(lease.port(), pool.lease("second").port());
    assertTrue(pool.leaseOpen("third").isEmpty());
    now += Duration.ofSeconds(30).toNanos();
    assertEquals(new PortUse(1, 4, 0, 0), pool.use());
    assertNotEquals(lease.port(), pool.lease("third").port());
    assertEquals(lease.port(), pool.leaseOpen("fourth").orElseThrow().port());
  }

  @Test
  void anOpenPortThatIsPutBackServesAgainAtOnceBehindTheOthers() throws PortsExhausted {
    PortPool.Lease first = pool.lease("first");
    PortPool.Lease second = pool.lease("second");
    pool.releaseOpen(first);
    pool.releaseOpen(second);
    now += Duration.ofSeconds(30).toNanos();
    PortPool.Lease again = pool.leaseOpen("third").orElseThrow();
    assertEquals(first.port(), again.port());
    pool.putBackOpen(again);
    pool.putBackOpen(again);
    assertEquals(new PortUse(0, 5, 0, 0), pool.use());
    assertEquals(second.port(), pool.leaseOpen("third").orElseThrow().port());
    assertEquals(first.port(), pool.leaseOpen("third").orElseThrow().port());
    assertTrue(pool.leaseOpen("third").isEmpty());
  }

  @Test
  void restingPortsCountAsTakenInTheShare() throws PortsExhausted {
    pool.release(pool.lease("first"));
    pool.lease("second");
    assertEquals(0.4, pool.use().share(), 1e-9);
  }
}
