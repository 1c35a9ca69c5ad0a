package org.paraat.pbx.directory;

import java.util.List;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.PhoneNumber;

/**
 * A public number of ours.
 *
 * @param steps where a call to it goes, one after the other: an announcement goes on to the next
 */
public record Number(PhoneNumber number, List<Destination> steps) {
  public Number {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("number " + number + " goes nowhere");
    }
    steps = List.copyOf(steps);
  }
}
