package org.paraat.sip.message;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.paraat.sip.transport.Refusal;

/** What passed and what was thrown away; counted on the loop, read from any thread. */
public final class SipCounters {
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong retransmitted = new AtomicLong();
  private final AtomicLongArray dropped = new AtomicLongArray(Drop.values().length);
  private final AtomicLongArray refused = new AtomicLongArray(Refusal.values().length);

  public void countReceived() {
    received.lazySet(received.getPlain() + 1);
  }

  public void countSent() {
    sent.lazySet(sent.getPlain() + 1);
  }

  public void countRetransmitted() {
    retransmitted.lazySet(retransmitted.getPlain() + 1);
  }

  public void count(Drop drop) {
    dropped.incrementAndGet(drop.ordinal());
  }

  public void count(Refusal refusal) {
    refused.incrementAndGet(refusal.ordinal());
  }

  public long received() {
    return received.get();
  }

  /** Messages sent for the first time. */
  public long sent() {
    return sent.get();
  }

  /** Messages sent again because no response came. */
  public long retransmitted() {
    return retransmitted.get();
  }

  public long dropped(Drop drop) {
    return dropped.get(drop.ordinal());
  }

  /** Connections that were turned away or ended by us. */
  public long refused(Refusal refusal) {
    return refused.get(refusal.ordinal());
  }
}
