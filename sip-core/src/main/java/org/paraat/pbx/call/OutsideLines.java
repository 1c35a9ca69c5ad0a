package org.paraat.pbx.call;

import java.util.List;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.PeerId;

/** Which peers of which trunks an outside call may try, the preferred first. */
public interface OutsideLines {

  /** One peer of a trunk. */
  record Way(Trunk trunk, PeerId peer) {}

  /** Those that are not known to be down. */
  List<Way> forOrdinaryCalls();

  /** Every one, those that are down last: 112 is tried all the same (V36). */
  List<Way> forEmergencyServices();

  /** Whether it lived once and does not now, so that what rings over it rings in vain. */
  boolean isDead(Way way);
}
