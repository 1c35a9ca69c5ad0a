package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.transport.Flow;

/** Whom a request within a dialog is for. */
final class DialogTable {
  private final Map<DialogId, DialogUser> users = new LinkedHashMap<>();

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

  /** A connection ended: dialogs that used it take another way. */
  void onFlowClosed(Flow flow) {
    users.values().forEach(user -> user.onFlowClosed(flow));
  }

  int size() {
    return users.size();
  }
}
