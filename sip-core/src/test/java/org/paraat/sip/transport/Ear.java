package org.paraat.sip.transport;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Notes what comes over the transports of a test. */
final class Ear implements TransportHandler {
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Refusal> refusals = new LinkedBlockingQueue<>();
  volatile Flow flow;

  String next() throws InterruptedException {
    return String.valueOf(notes.poll(10, TimeUnit.SECONDS));
  }

  Refusal nextRefusal() throws InterruptedException {
    return refusals.poll(10, TimeUnit.SECONDS);
  }

  @Override
  public void onMessage(Flow from, byte[] message) {
    flow = from;
    notes.add("message " + new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public void onFlowClosed(Flow from, String because) {
    notes.add("closed " + because);
  }

  @Override
  public void onUnreachable(Flow from, String because) {
    notes.add("unreachable " + because);
  }

  @Override
  public void onDropped(Flow from, String because) {
    notes.add("dropped " + because);
  }

  @Override
  public void onRefused(Refusal because) {
    refusals.add(because);
  }
}
