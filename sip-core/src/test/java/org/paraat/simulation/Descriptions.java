package org.paraat.simulation;

/** What a phone said of its sound by re-INVITEs, as far as the platform has accepted it. */
final class Descriptions {
  private String branch = "";
  private long sequence;
  private boolean isHoldAsked;
  private boolean isAnswerAwaited;
  private boolean isOnHold;

  void asked(Message invite) {
    branch = invite.branch();
    sequence = invite.sequence();
    isAnswerAwaited = invite.body().isEmpty();
    isHoldAsked = !isAnswerAwaited && Sound.read(invite.body()).isHold();
  }

  void answered(Message response) {
    if (response.status() < 300 && response.branch().equals(branch) && !isAnswerAwaited) {
      isOnHold = isHoldAsked;
    }
  }

  void acknowledged(Message ack) {
    if (isAnswerAwaited && ack.sequence() == sequence && !ack.body().isEmpty()) {
      isOnHold = Sound.read(ack.body()).isHold();
    }
  }

  /** The platform knows that the phone holds. */
  boolean isOnHold() {
    return isOnHold;
  }
}
