package org.paraat.provisioning.changelog;

import java.time.Instant;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;

/** Something that outlives the process. */
public sealed interface Kept {

  /** Goes on to the database. */
  record Changed(Change change) implements Kept {}

  /** Stays in the log: the database gets the call when it has ended. */
  record CallStands(Standing.CallStanding call) implements Kept {}

  /** The platform lived then: how far calls went is known by it after a kill. */
  record Moment(Instant at) implements Kept {}

  /** Stays in the log: after a while it is of no use to anybody. */
  record ContactKept(KeptContact contact) implements Kept {}

  record ContactGone(KeptContact.Name name) implements Kept {}

  /** Stays in the log, as do contacts. */
  record SubscriptionKept(KeptSubscription subscription) implements Kept {}

  record SubscriptionGone(DialogId name) implements Kept {}
}
