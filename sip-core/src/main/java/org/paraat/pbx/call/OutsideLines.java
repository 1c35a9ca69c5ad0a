package org.paraat.pbx.call;

import java.util.List;
import org.paraat.pbx.directory.Trunk;

/** Which trunks an outside call may try, the preferred first. */
public interface OutsideLines {

  /** Those that are not known to be down. */
  List<Trunk> forOrdinaryCalls();

  /** Every one, those that are down last: 112 is tried all the same (V36). */
  List<Trunk> forEmergencyServices();
}
