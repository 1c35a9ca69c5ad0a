package org.paraat.sip.subscription;

import java.util.Optional;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.transport.Flow;

/** Who knows how things stand, and where subscribers are; called on the loop. */
public interface Source {

  /** How it stands; empty when there is no such thing any more, which ends the subscription. */
  Optional<Content> contentOf(Subscribed what);

  /** The path by which a subscriber has registered; empty while it has not. */
  Optional<Flow> pathTo(String owner);

  /** The first who subscribes to a resource: from now on its changes are to be told. */
  void watch(String resource);

  /** Nobody subscribes to it any more. */
  void unwatch(String resource);

  /** A subscription began or goes on for longer: it is to outlive the process. */
  void keep(KeptSubscription subscription);

  /** A subscription is over. */
  void forget(DialogId name);
}
