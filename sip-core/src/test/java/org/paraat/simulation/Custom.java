package org.paraat.simulation;

/** What people at the desks are used to. */
enum Custom {
  HOLD(true),
  SECOND_CALLS(true),
  BLIND(true),
  CONSULT(true),
  PARK(true),
  PICKUP(true),
  FORWARD(true),
  LAMPS(true);

  private final boolean isInUse;

  Custom(boolean isInUse) {
    this.isInUse = isInUse || Boolean.getBoolean("paraat.custom." + name());
  }

  boolean isInUse() {
    return isInUse;
  }
}
