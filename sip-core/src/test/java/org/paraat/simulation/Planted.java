package org.paraat.simulation;

import java.util.function.Supplier;

/** Which of the faults that are planted in the product is awake: on each thread at most one. */
public final class Planted {
  private static final ScopedValue<Integer> AWAKE = ScopedValue.newInstance();
  private static final Integer NONE = -1;

  private Planted() {}

  /** What the code asks at each place where a fault was planted. */
  public static boolean isAwake(int fault) {
    return AWAKE.orElse(NONE) == fault;
  }

  static <T> T whileAwake(int fault, Supplier<T> what) {
    return ScopedValue.where(AWAKE, fault).call(what::get);
  }
}
