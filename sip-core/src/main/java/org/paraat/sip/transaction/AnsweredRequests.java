package org.paraat.sip.transaction;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.sip.transport.Loop;

/**
 * The latest requests that were answered over UDP, which their senders may repeat (Timer J); the
 * oldest are forgotten for new ones, and are carried out again when they come again.
 */
final class AnsweredRequests {
  /** A longer answer is not kept: only a stranger's headers make it so long. */
  private static final int LONGEST = 4 * 1024;

  private final Loop loop;
  private final TransactionSettings settings;
  private final SequencedMap<String, Kept> byKey = new LinkedHashMap<>();

  /** One of them, with what forgets it in time. */
  private record Kept(AnsweredRequest answered, Loop.Timer end) {}

  AnsweredRequests(Loop loop, TransactionSettings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  int size() {
    return byKey.size();
  }

  Optional<AnsweredRequest> find(String key) {
    return Optional.ofNullable(byKey.get(key)).map(Kept::answered);
  }

  void keep(String key, AnsweredRequest answered) {
    if (answered.length() > LONGEST) {
      return;
    }
    if (byKey.size() >= settings.mostAnswered()) {
      byKey.pollFirstEntry().getValue().end().cancel();
    }
    byKey.put(key, new Kept(answered, loop.schedule(settings.giveUp(), () -> byKey.remove(key))));
  }
}
