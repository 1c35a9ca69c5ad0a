package org.paraat.provisioning;

/** Tells whoever waits for the start what takes the time. */
@FunctionalInterface
public interface Progress {

  /**
   * @param what in the words of an operator, such as {@code unpacking MariaDB 11.4.5 (once)}
   */
  void doing(String what);
}
