package org.paraat.simulation;

/** What people at the desks are used to. */
enum Custom {
  HOLD(true),
  SECOND_CALLS(true),
  BLIND(false),
  CONSULT(false),
  PARK(false),
  PICKUP(false),
  FORWARD(false),
  LAMPS(false);

  private final boolean isInUse;

  Custom(boolean isInUse) {
    this.isInUse = isInUse || Boolean.getBoolean("paraat.custom." + name());
  }

  boolean isInUse() {
    return isInUse;
  }
}
