package org.paraat.pbx.call;

import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import org.paraat.pbx.call.OutsideLines.Way;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/** Finds the way of an outside call on which there is room at this moment. */
final class FreeChannels {
  private FreeChannels() {}

  /**
   * Takes the first way that has room out of these; an emergency takes a full one too, after the
   * others: the carrier has the last word.
   *
   * @param leaves a trunk on which the party is called until now
   */
  static Optional<Way> next(
      Deque<Way> inOrder, Party party, Optional<TrunkId> leaves, Call call, Turn turn) {
    boolean isUrgent = isUrgent(party, call, turn);
    Urgency urgency = isUrgent ? Urgency.EMERGENCY : Urgency.ROUTINE;
    Legs legs = turn.exchange().legs();
    SequencedSet<TrunkId> full = new LinkedHashSet<>();
    for (Iterator<Way> ways = inOrder.iterator(); ways.hasNext(); ) {
      Way way = ways.next();
      TrunkId trunk = way.trunk().id();
      int inUse = legs.over(trunk) - (leaves.filter(trunk::equals).isPresent() ? 1 : 0);
      if (way.trunk().channels().haveRoom(urgency, inUse)) {
        ways.remove();
        tell(full, "is tried later or not at all", call, turn);
        return Optional.of(way);
      }
      full.add(trunk);
    }
    if (isUrgent) {
      tell(full, "is tried all the same", call, turn);
      return Optional.ofNullable(inOrder.poll());
    }
    tell(full, "is not tried", call, turn);
    return Optional.empty();
  }

  /** The SOS phones are called when nobody else can help. */
  private static boolean isUrgent(Party party, Call call, Turn turn) {
    return switch (party) {
      case Party.EmergencyServices _ -> true;
      case Party.Outside(var number) ->
          call.urgency() == Urgency.EMERGENCY || turn.directory().mobiles().sos().contains(number);
      case Party.AtPhone _, Party.Stranger _ -> false;
    };
  }

  private static void tell(SequencedSet<TrunkId> full, String consequence, Call call, Turn turn) {
    for (TrunkId trunk : full) {
      turn.trace(
          call, "trunk " + trunk + " " + consequence, "no channel of it is free for this call");
    }
  }
}
