package org.paraat.scenario;

/** The key of a telephone that puts its call on hold and takes it back. */
interface HoldKey {

  Telephone self();

  /** In the form of its maker. */
  default Telephone holds() {
    holdsThisInstant();
    self().office().settles();
    return self();
  }

  default Telephone holds(HoldForm form) {
    self().talking().hold(form);
    self().office().settles();
    return self();
  }

  default void holdsThisInstant() {
    self().talking().hold(self().maker().holds());
  }

  default Telephone resumes() {
    resumesThisInstant();
    self().office().settles();
    return self();
  }

  default void resumesThisInstant() {
    self().held().resume(true);
  }

  /** Resumes as many phones do: without a direction, which means both. */
  default Telephone resumesWithoutSayingSo() {
    self().held().resume(false);
    self().office().settles();
    return self();
  }
}
