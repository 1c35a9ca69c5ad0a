package org.paraat.engine;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.transport.Loop;

/**
 * Asks a silent peer of a long call now and then whether it is still there: one that lost its
 * network says no BYE, and would otherwise stay in its queue or conversation for ever.
 *
 * <p>Who can be heard is there, and is not asked: some peers answer no question within a call, and
 * a conversation must not end for that.
 */
final class SignsOfLife {
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(60);

  /** As long as the PBX waits for a phone that has one contact only. */
  private static final Duration UNTIL_FIRST_SIGN = Duration.ofSeconds(3);

  /** Who holds is silent by right, so a short outage must not look like the end of the phone. */
  private static final Duration UNTIL_SIGN_ON_HOLD = Duration.ofSeconds(8);

  private static final int NO_SUCH_CALL = 481;
  private static final int REQUEST_TIMEOUT = 408;

  private final Loop loop;

  SignsOfLife(Loop loop) {
    this.loop = loop;
  }

  /**
   * Waits for the first sign of a peer that was called.
   *
   * @param isThere whether it has said anything
   * @param silent runs when it said nothing in time
   */
  void awaitFirst(BooleanSupplier isThere, Runnable silent) {
    loop.schedule(
        UNTIL_FIRST_SIGN,
        () -> {
          if (!isThere.getAsBoolean()) {
            silent.run();
          }
        });
  }

  /**
   * Begins to ask, until the dialog ends.
   *
   * @param isHeard whether sound of the peer comes in at this moment
   * @param holds whether the peer holds us, and need not be heard: then its silence to a question
   *     tells only something of one that has answered a question before
   * @param gone runs at most once, when the peer is there no more
   */
  Watch watch(InviteDialog dialog, BooleanSupplier isHeard, BooleanSupplier holds, Runnable gone) {
    var watch = new Watch(dialog, isHeard, holds, gone);
    watch.goOn();
    return watch;
  }

  /** The watch over one dialog: any answer but that the call is unknown is a sign of life. */
  final class Watch implements ResponseListener {
    private final InviteDialog dialog;
    private final BooleanSupplier isHeard;
    private final BooleanSupplier holds;
    private final Runnable gone;
    private Loop.Timer next = () -> {};
    private boolean answersQuestions;

    private Watch(
        InviteDialog dialog, BooleanSupplier isHeard, BooleanSupplier holds, Runnable gone) {
      this.dialog = dialog;
      this.isHeard = isHeard;
      this.holds = holds;
      this.gone = gone;
    }

    private void goOn() {
      next.cancel();
      next = loop.schedule(BETWEEN_QUESTIONS, this::look);
    }

    /** Lets go of the dialog, which a minute of a busy hour would otherwise have thousands of. */
    void stop() {
      next.cancel();
    }

    /** Asks now, and waits no longer for a word than for that of a phone that is rung. */
    void askNow() {
      next.cancel();
      Duration patience = holds.getAsBoolean() ? UNTIL_SIGN_ON_HOLD : UNTIL_FIRST_SIGN;
      next = loop.schedule(patience, this::endUnlessHeard);
      dialog.askIfThere(this);
    }

    private void look() {
      if (dialog.isEnded()) {
        return;
      }
      if (isHeard.getAsBoolean()) {
        goOn();
      } else {
        dialog.askIfThere(this);
      }
    }

    @Override
    public void onResponse(SIPResponse response) {
      switch (response.getStatusCode()) {
        case NO_SUCH_CALL -> end();
        case REQUEST_TIMEOUT -> endUnlessHeard();
        default -> {
          answersQuestions = true;
          goOn();
        }
      }
    }

    @Override
    public void onTimeout() {
      endUnlessHeard();
    }

    @Override
    public void onUnreachable(String because) {
      endUnlessHeard();
    }

    private void endUnlessHeard() {
      boolean isSilentByRight = holds.getAsBoolean() && !answersQuestions;
      if (isHeard.getAsBoolean() || isSilentByRight) {
        goOn();
      } else {
        end();
      }
    }

    private void end() {
      if (!dialog.isEnded()) {
        gone.run();
      }
    }
  }
}
