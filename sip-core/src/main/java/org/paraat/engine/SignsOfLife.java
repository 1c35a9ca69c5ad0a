package org.paraat.engine;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.transport.Loop;

/**
 * Asks the peer of a long call now and then whether it is still there: one that lost its network
 * says no BYE, and would otherwise stay in its queue or conversation for ever.
 */
final class SignsOfLife {
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(60);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int NO_SUCH_CALL = 481;

  private final Loop loop;

  SignsOfLife(Loop loop) {
    this.loop = loop;
  }

  /**
   * Begins to ask, until the dialog ends.
   *
   * @param gone runs at most once, when the peer is there no more
   */
  void watch(InviteDialog dialog, Runnable gone) {
    loop.schedule(BETWEEN_QUESTIONS, () -> ask(dialog, gone));
  }

  private void ask(InviteDialog dialog, Runnable gone) {
    if (!dialog.isEnded()) {
      dialog.request("OPTIONS", List.of(), Optional.empty(), new Answer(dialog, gone));
    }
  }

  /** Any answer but that the call is unknown shows that the peer is there. */
  private final class Answer implements ResponseListener {
    private final InviteDialog dialog;
    private final Runnable gone;

    Answer(InviteDialog dialog, Runnable gone) {
      this.dialog = dialog;
      this.gone = gone;
    }

    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (status == REQUEST_TIMEOUT || status == NO_SUCH_CALL) {
        isGone();
      } else {
        watch(dialog, gone);
      }
    }

    @Override
    public void onTimeout() {
      isGone();
    }

    @Override
    public void onUnreachable(String because) {
      isGone();
    }

    private void isGone() {
      if (!dialog.isEnded()) {
        gone.run();
      }
    }
  }
}
