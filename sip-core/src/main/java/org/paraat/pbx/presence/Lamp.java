package org.paraat.pbx.presence;

import java.util.List;

/**
 * What a lamp shows.
 *
 * @param lights none: it is dark
 * @param messages how many wait
 */
public record Lamp(List<Light> lights, int messages) {
  public static final Lamp DARK = new Lamp(List.of(), 0);

  private static final Lamp LIT = new Lamp(List.of(Light.on()), 0);

  public Lamp {
    lights = List.copyOf(lights);
  }

  public static Lamp of(List<Light> lights) {
    return lights.isEmpty() ? DARK : new Lamp(lights, 0);
  }

  /** Steadily lit when something is on. */
  public static Lamp litIf(boolean isOn) {
    return isOn ? LIT : DARK;
  }

  public static Lamp ofMessages(int count) {
    return count == 0 ? DARK : new Lamp(List.of(), count);
  }
}
