package org.paraat.engine;

import java.util.List;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;

/** Where what has to outlive the process goes. */
public interface Storage {

  /** Takes a change: returns at once, whatever the state of the disk and the database. */
  void save(Change change);

  /**
   * Runs something once everything that was saved before is on disk: within the call when it is
   * there already, else from any thread, and not at all as long as the disk takes nothing.
   */
  void whenKept(Runnable then);

  /** Takes where a phone can be reached; returns at once. */
  void save(KeptContact contact);

  /** Takes that a contact is gone; returns at once. */
  void forgetContact(KeptContact.Name name);

  /** Takes what a phone watches; returns at once. */
  void save(KeptSubscription subscription);

  /** Takes that a phone watches something no more; returns at once. */
  void forgetSubscription(DialogId name);

  /** What phones watched when the last life ended; what expired since may be among it. */
  List<KeptSubscription> subscriptions();

  /** Where phones could be reached when the last life ended; what expired since may be among it. */
  List<KeptContact> contacts();
}
