package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paraat.sip.transport.Flow;

/** Whom a request within a dialog is for. */
final class DialogTable {
  private final Map<DialogId, DialogUser> users = new LinkedHashMap<>();
  private final Set<DialogId> unanswered = new LinkedHashSet<>();

  void add(DialogId id, DialogUser user) {
    users.put(id, user);
  }

  void remove(DialogId id) {
    users.remove(id);
  }

  Optional<DialogUser> find(SIPRequest request) {
    return Optional.ofNullable(
        users.get(
            new DialogId(
                request.getCallId().getCallId(),
                Dialog.tag(request.getToTag()),
                Dialog.tag(request.getFromTag()))));
  }

  /**
   * An INVITE of ours goes out.
   *
   * @param id as long as nobody has answered: without the tag of a peer
   */
  void awaitsAnswer(DialogId id) {
    unanswered.add(id);
  }

  void awaitsNoAnswer(DialogId id) {
    unanswered.remove(id);
  }

  /** Whether who asks may have answered an INVITE of ours by a 2xx that is still on its way. */
  boolean awaitsAnswerFrom(SIPRequest request) {
    return unanswered.contains(
        new DialogId(request.getCallId().getCallId(), Dialog.tag(request.getToTag()), ""));
  }

  /** A connection ended: dialogs that used it take another way. */
  void onFlowClosed(Flow flow) {
    users.values().forEach(user -> user.onFlowClosed(flow));
  }

  int size() {
    return users.size();
  }
}
