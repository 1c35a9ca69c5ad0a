package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.transport.Flow;

/** Which leg a request within a dialog is for. */
final class DialogTable {
  private final Map<DialogId, Leg> legs = new LinkedHashMap<>();

  void add(DialogId id, Leg leg) {
    legs.put(id, leg);
  }

  void remove(DialogId id) {
    legs.remove(id);
  }

  Optional<Leg> find(SIPRequest request) {
    return Optional.ofNullable(
        legs.get(
            new DialogId(
                request.getCallId().getCallId(),
                Dialog.tag(request.getToTag()),
                Dialog.tag(request.getFromTag()))));
  }

  /** A connection ended: dialogs that used it take another way. */
  void onFlowClosed(Flow flow) {
    legs.values().forEach(leg -> leg.onFlowClosed(flow));
  }

  int size() {
    return legs.size();
  }
}
