package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.vocabulary.LegId;

/**
 * What a call waits for, in words: a call has one timer of each name.
 *
 * @param leg the leg that it is about, where there may be several
 */
public record TimerName(String purpose, Optional<LegId> leg) {

  public static TimerName of(String purpose) {
    return new TimerName(purpose, Optional.empty());
  }

  public static TimerName of(String purpose, LegId leg) {
    return new TimerName(purpose, Optional.of(leg));
  }

  public boolean isFor(String wanted) {
    return purpose.equals(wanted);
  }
}
