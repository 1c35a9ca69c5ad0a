package org.paraat.sip.transport;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings in what flows carry that another part of the platform holds, such as WebSockets. Called
 * from any thread; the work is done on the loop, in the order of asking.
 */
public final class FlowIntake {
  private final Loop loop;
  private final Connections connections;
  private final Supplier<Optional<TransportHandler>> handler;

  /** Those that are open, touched on the loop only. */
  private final Set<Flow> open = new LinkedHashSet<>();

  FlowIntake(Loop loop, Connections connections, Supplier<Optional<TransportHandler>> handler) {
    this.loop = loop;
    this.connections = connections;
    this.handler = handler;
  }

  /** A flow came to be; it is closed again when there are too many. */
  public void opened(Flow flow) {
    loop.execute(
        () -> {
          Optional<Refusal> refusal = connections.admit(flow.remote().address().getAddress());
          if (refusal.isPresent()) {
            tellRefused(refusal.get());
            flow.close();
          } else {
            open.add(flow);
          }
        });
  }

  /**
   * One whole message.
   *
   * @param handled run on the loop afterwards: until then the sender is not to bring much more
   */
  public void received(Flow flow, byte[] message, Runnable handled) {
    loop.execute(
        () -> {
          try {
            if (open.contains(flow)) {
              handler.get().ifPresent(told -> told.onMessage(flow, message));
            }
          } finally {
            handled.run();
          }
        });
  }

  /** A flow is no more. */
  public void closed(Flow flow, String because) {
    loop.execute(
        () -> {
          if (open.remove(flow)) {
            connections.left(flow.remote().address().getAddress());
            handler.get().ifPresent(told -> told.onFlowClosed(flow, because));
          }
        });
  }

  /** Something was turned away, or ended by the holder, before it could become a message. */
  public void refused(Refusal because) {
    loop.execute(() -> tellRefused(because));
  }

  private void tellRefused(Refusal because) {
    handler.get().ifPresent(told -> told.onRefused(because));
  }
}
