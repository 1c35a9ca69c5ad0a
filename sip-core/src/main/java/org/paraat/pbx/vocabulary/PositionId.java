package org.paraat.pbx.vocabulary;

/** One position of a switch by its name, such as {@code Calamiteit}. */
public record PositionId(String name) implements Comparable<PositionId> {
  public PositionId {
    if (name.isBlank()) {
      throw new IllegalArgumentException("PositionId is empty");
    }
  }

  @Override
  public int compareTo(PositionId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
