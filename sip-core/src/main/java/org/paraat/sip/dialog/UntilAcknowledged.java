package org.paraat.sip.dialog;

import org.paraat.sip.transaction.InviteServerTransaction;

/** Repeats a 2xx to an INVITE until its ACK is there (RFC 3261 13.3.1.4). */
final class UntilAcknowledged {
  private final InviteServerTransaction invite;
  private final Repetition repetition;

  /**
   * @param onGivenUp what happens when no ACK came in 64 T1
   */
  UntilAcknowledged(Wire wire, InviteServerTransaction invite, Runnable onGivenUp) {
    this.invite = invite;
    repetition =
        new Repetition(
            wire,
            invite::repeatAnswer,
            wire.settings().transactions().t2(),
            () -> {
              stop();
              onGivenUp.run();
            });
  }

  /** Whether an ACK of this number is the awaited one. */
  boolean awaits(long sequence) {
    return invite.sequence() == sequence;
  }

  void stop() {
    repetition.stop();
    invite.acknowledged();
  }
}
