package org.paraat.sip.registrar;

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

  /** The last contact is gone. */
  void onUnreachable(String addressOfRecord, String because);
}
