package org.paraat.sip.dialog;

import java.time.Duration;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transport.Loop;

/** Repeats a 2xx to an INVITE until its ACK is there (RFC 3261 13.3.1.4). */
final class UntilAcknowledged {
  private static final Loop.Timer NONE = () -> {};

  private final Wire wire;
  private final InviteServerTransaction invite;
  private Loop.Timer repeat = NONE;
  private final Loop.Timer giveUp;

  /**
   * @param onGivenUp what happens when no ACK came in 64 T1
   */
  UntilAcknowledged(Wire wire, InviteServerTransaction invite, Runnable onGivenUp) {
    this.wire = wire;
    this.invite = invite;
    giveUp =
        wire.loop()
            .schedule(
                wire.settings().transactions().giveUp(),
                () -> {
                  stop();
                  onGivenUp.run();
                });
    repeatAfter(wire.settings().transactions().t1());
  }

  /** Whether an ACK of this number is the awaited one. */
  boolean awaits(long sequence) {
    return invite.sequence() == sequence;
  }

  void stop() {
    repeat.cancel();
    giveUp.cancel();
    invite.acknowledged();
  }

  private void repeatAfter(Duration pause) {
    repeat =
        wire.loop()
            .schedule(
                pause,
                () -> {
                  invite.repeatAnswer();
                  Duration doubled = pause.multipliedBy(2);
                  Duration longest = wire.settings().transactions().t2();
                  repeatAfter(doubled.compareTo(longest) > 0 ? longest : doubled);
                });
  }
}
