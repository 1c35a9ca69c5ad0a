package org.paraat.sip.registrar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.transport.Flow;

/** By which connections phones had registered that lost them, so that they are known again. */
final class LostFlows {
  private static final int MOST = 20_000;

  private final Map<String, Flow> flows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Flow> eldest) {
          return size() > MOST;
        }
      };

  void lost(String address, String key, Binding binding) {
    flows.put(byKey(address, key), binding.flow());
    flows.put(byCallId(address, binding.callId()), binding.flow());
  }

  /** The connection that a phone had before; forgotten then. A phone keeps its Call-ID. */
  Optional<Flow> take(String address, String key, String callId) {
    Flow byKey = flows.remove(byKey(address, key));
    Flow byCallId = flows.remove(byCallId(address, callId));
    return Optional.ofNullable(byKey).or(() -> Optional.ofNullable(byCallId));
  }

  private static String byKey(String address, String key) {
    return address + " by " + key;
  }

  private static String byCallId(String address, String callId) {
    return address + " in " + callId;
  }
}
