package org.paraat.pbx.call;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.paraat.pbx.call.OutsideLines.Way;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;

/** One party that is being called: over one peer of a trunk after the other where it is outside. */
final class Attempt {

  /** What has been heard of the leg. */
  enum Progress {
    NOTHING,
    TRYING,
    RINGING,
    /** The carrier lets its own sound be heard. */
    HEARD
  }

  private final Party party;
  private final Manner manner;
  private final Deque<Way> waysLeft = new ArrayDeque<>();
  private LegId leg;
  private Optional<Way> way = Optional.empty();
  private Progress progress = Progress.NOTHING;
  private boolean isStranded;

  Attempt(Party party, Manner manner, Collection<Way> ways) {
    this.party = party;
    this.manner = manner;
    waysLeft.addAll(ways);
  }

  Attempt(Attempt original) {
    this(original.party, original.manner, original.waysLeft);
    leg = original.leg;
    way = original.way;
    progress = original.progress;
    isStranded = original.isStranded;
  }

  Party party() {
    return party;
  }

  Manner manner() {
    return manner;
  }

  LegId leg() {
    return leg;
  }

  Progress progress() {
    return progress;
  }

  Deque<Way> waysLeft() {
    return waysLeft;
  }

  /** Over which peer of a trunk it is called now; empty: it is a phone of ours. */
  Optional<Way> way() {
    return way;
  }

  /** What carries it has died and nothing else lived: whatever lives again knows nothing of it. */
  boolean isStranded() {
    return isStranded;
  }

  void strands() {
    isStranded = true;
  }

  void isOn(LegId next) {
    leg = next;
    isStranded = false;
    progress = Progress.NOTHING;
  }

  void isOn(LegId next, Way over) {
    isOn(next);
    way = Optional.of(over);
  }

  void heard(Progress heard) {
    if (heard.compareTo(progress) > 0) {
      progress = heard;
    }
  }

  /**
   * Whether another trunk may do better: who is busy, declines or does not exist is so at every
   * carrier, and a phone that rings is only left when the carrier itself fails. 112 never gives up.
   *
   * @param status the SIP status code, or 0 when there was no response at all
   */
  boolean mayGoOnAfter(int status, Cause cause) {
    return switch (party) {
      case Party.AtPhone _, Party.Stranger _ -> false;
      case Party.EmergencyServices _ -> true;
      case Party.Outside _ -> {
        boolean carrierFailed = status / 100 == 5 || cause == Cause.TRUNK_FAILED;
        boolean mayRingElsewhere =
            progress.compareTo(Progress.RINGING) < 0 && cause != Cause.NO_ANSWER;
        yield carrierFailed || (mayRingElsewhere && !isFinal(status));
      }
    };
  }

  private static boolean isFinal(int status) {
    return switch (status) {
      case 404, 410, 480, 482, 483, 484, 486, 487 -> true;
      default -> status / 100 == 3 || status / 100 == 6;
    };
  }
}
