package org.paraat.simulation;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Evenings on which one of the planted faults is awake, by its number and the seed.
 *
 * <p>They are asked for from outside their class loader: nothing but types of Java crosses it.
 */
public final class FaultyEvenings implements BiFunction<Integer, Long, List<String>> {
  private final Simulation simulation = new Simulation();

  @Override
  public List<String> apply(Integer fault, Long seed) {
    return Planted.whileAwake(fault, () -> simulation.apply(seed));
  }
}
