package org.paraat.server.phone;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Loop;

/** The transfers that were asked for in one call, the last first; usable from any thread. */
final class Transfers {
  private final Loop loop;
  private final Deque<Transfer> asked = new ConcurrentLinkedDeque<>();

  Transfers(Loop loop) {
    this.loop = loop;
  }

  /**
   * Asks for one more.
   *
   * @param headers what REFER says, worked out on the loop
   */
  Transfer ask(Supplier<InviteDialog> dialog, Supplier<List<HeaderLine>> headers) {
    var transfer = new Transfer();
    asked.addFirst(transfer);
    loop.execute(
        () -> dialog.get().request("REFER", headers.get(), Optional.empty(), transfer.listener()));
    return transfer;
  }

  /** The final status of the last one: 200 when it succeeded; empty when time is up. */
  Optional<Integer> outcome(Duration patience) {
    return Optional.ofNullable(asked.peekFirst()).flatMap(it -> it.outcome(patience));
  }

  /** What becomes of the one that was asked for last and not refused. */
  void told(IncomingRequest notify) {
    Optional<Transfer> undecided = asked.stream().filter(it -> !it.isRefused()).findFirst();
    undecided.ifPresentOrElse(it -> it.told(notify), () -> notify.respond(200, "OK"));
  }
}
