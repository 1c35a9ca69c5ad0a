package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.vocabulary.LegId;

/** A phase in which two parties belong together, even when one of them is on hold. */
public interface Conversation extends Phase {
  /** Who is at the other side of a leg; empty when nobody is. */
  Optional<LegId> partnerOf(LegId leg);
}
