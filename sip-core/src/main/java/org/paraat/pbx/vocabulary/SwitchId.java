package org.paraat.pbx.vocabulary;

/** A prepared switch by its id, such as {@code hap}. */
public record SwitchId(String name) implements Comparable<SwitchId> {
  public SwitchId {
    if (name.isBlank()) {
      throw new IllegalArgumentException("SwitchId is empty");
    }
  }

  @Override
  public int compareTo(SwitchId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
