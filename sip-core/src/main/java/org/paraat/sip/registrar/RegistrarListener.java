package org.paraat.sip.registrar;

import org.paraat.sip.transport.Flow;

/** Who is told which addresses of record can be reached; called on the loop. */
public interface RegistrarListener {

  /** A contact was added or refreshed. */
  void onReachable(String addressOfRecord);

  /**
   * A contact over UDP changed or lasts a good deal longer than was told last: that it outlives the
   * process is worth a line on disk.
   */
  default void onContact(KeptContact contact) {}

  /** What {@link #onContact} told is so no longer. */
  default void onContactGone(KeptContact.Name name) {}

  /** A phone that registered by one path did so by another now: what goes on with it follows. */
  default void onMoved(String addressOfRecord, Flow from, Flow to) {}

  /** The last contact is gone. */
  void onUnreachable(String addressOfRecord, String because);
}
