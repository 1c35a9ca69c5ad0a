package org.paraat.sip.subscription;

import java.time.Instant;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.KeptDialog;

/**
 * A subscription as it outlives the process: who subscribed is told anew by the next life.
 *
 * @param since when it began, from which the numbers of its NOTIFYs are counted
 */
public record KeptSubscription(Subscribed what, Instant since, Instant expires, KeptDialog dialog) {

  public DialogId name() {
    return dialog.id();
  }
}
