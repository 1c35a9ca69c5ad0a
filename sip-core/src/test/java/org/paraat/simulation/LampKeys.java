package org.paraat.simulation;

import static java.time.Duration.ofSeconds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys with lamps of one phone, which subscribe when it has registered. */
final class LampKeys {
  private final DeskPhone phone;
  private final Map<String, LampKey> byCallId = new LinkedHashMap<>();
  private List<String> names = List.of();
  private boolean isWatching;

  LampKeys(DeskPhone phone) {
    this.phone = phone;
  }

  void areProgrammed(List<String> programmed) {
    names = programmed;
  }

  void begin() {
    if (!isWatching) {
      isWatching = true;
      names.forEach(this::watches);
    }
  }

  /** The phone has lost its memory. */
  void forget() {
    isWatching = false;
    byCallId.clear();
  }

  List<LampKey> keys() {
    return new ArrayList<>(byCallId.values());
  }

  private void watches(String name) {
    var key = new LampKey(phone, name, this::isGone);
    byCallId.put(key.callId, key);
    key.subscribes();
  }

  private void isGone(LampKey key) {
    if (byCallId.remove(key.callId) != null) {
      phone.later(phone.world.between(ofSeconds(1), ofSeconds(4)), () -> watches(key.name));
    }
  }

  /** Whether this is theirs to answer. */
  boolean take(Message request) {
    if (!request.isRequest("NOTIFY") || !request.header("Event").startsWith("dialog")) {
      return false;
    }
    LampKey key = byCallId.get(request.callId());
    phone.answer(request, key == null ? 481 : 200, "", "");
    if (key != null) {
      key.told(request);
    }
    return true;
  }
}
