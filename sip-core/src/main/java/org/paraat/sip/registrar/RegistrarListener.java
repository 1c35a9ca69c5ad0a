package org.paraat.sip.registrar;

/** Who is told which addresses of record can be reached; called on the loop. */
public interface RegistrarListener {

  /** A contact was added or refreshed. */
  void onReachable(String addressOfRecord);

  /** The last contact is gone. */
  void onUnreachable(String addressOfRecord, String because);
}
