package org.paraat.pbx.vocabulary;

/** A carrier's line by its name, such as {@code carrier-a}. */
public record TrunkId(String name) implements Comparable<TrunkId> {
  public TrunkId {
    if (name.isBlank()) {
      throw new IllegalArgumentException("TrunkId is empty");
    }
  }

  @Override
  public int compareTo(TrunkId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
