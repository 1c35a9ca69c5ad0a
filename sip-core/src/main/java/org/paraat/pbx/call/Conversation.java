package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.vocabulary.LegId;

/** A phase in which two parties belong together, even when one of them is on hold. */
public interface Conversation extends Phase {

  /** Two who belong together. */
  record Pair(LegId one, LegId other) {}

  Pair pair();

  /** Who is at the other side of a leg; empty when nobody is. */
  default Optional<LegId> partnerOf(LegId leg) {
    Pair pair = pair();
    return leg.equals(pair.one())
        ? Optional.of(pair.other())
        : leg.equals(pair.other()) ? Optional.of(pair.one()) : Optional.empty();
  }
}
