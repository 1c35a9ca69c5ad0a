package org.paraat.sip.dialog;

import java.util.Optional;
import org.paraat.sip.message.Reason;

/** Takes the place of a listener after we hung up: nothing more is of interest. */
enum SilentListener implements InviteListener {
  SILENT;

  @Override
  public void onAnswered(Optional<String> sdp) {}

  @Override
  public void onFailed(InviteFailure failure) {}

  @Override
  public void onReoffer(Optional<String> sdp) {}

  @Override
  public void onEnded(InviteEnd end, Optional<Reason> reason) {}
}
