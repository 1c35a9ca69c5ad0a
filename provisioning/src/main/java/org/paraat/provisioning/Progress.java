package org.paraat.provisioning;

/** Tells whoever waits for the start what takes the time. */
@FunctionalInterface
public interface Progress {

  /** For what nobody waits for. */
  Progress UNSEEN = what -> {};

  /**
   * @param what in the words of an operator, such as {@code unpacking MariaDB 11.4.5 (once)}
   */
  void doing(String what);

  /** Whether anybody still waits: asked to stop, we do not wait for a database. */
  default boolean isAwaited() {
    return true;
  }
}
