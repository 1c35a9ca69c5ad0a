package org.paraat.pbx.directory;

import org.paraat.pbx.vocabulary.Urgency;

/**
 * How many calls a trunk carries at the same time, in both directions together.
 *
 * @param all that the carrier has agreed to; 0: nobody has said how many, so there is no limit
 * @param forEmergencies of these, how many ordinary calls leave free
 */
public record Channels(int all, int forEmergencies) {
  public static final Channels UNLIMITED = new Channels(0, 0);

  public Channels {
    if (all < 0 || forEmergencies < 0 || forEmergencies > all) {
      throw new IllegalArgumentException(
          "not channels of a trunk: " + all + ", for emergencies " + forEmergencies);
    }
  }

  public boolean areLimited() {
    return all > 0;
  }

  /** Whether there is a channel for one call more. */
  public boolean haveRoom(Urgency urgency, int inUse) {
    if (!areLimited()) {
      return true;
    }
    return switch (urgency) {
      case ROUTINE -> inUse < all - forEmergencies;
      case EMERGENCY -> inUse < all;
    };
  }
}
