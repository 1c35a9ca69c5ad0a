package org.paraat.pbx.vocabulary;

import java.util.Optional;

/**
 * One party's connection to us, named by the node that carries it.
 *
 * <p>Legs that come in are numbered by the engine, legs that we dial by the PBX: the direction
 * keeps the two series apart.
 */
public record LegId(NodeId node, Direction direction, long number) implements Comparable<LegId> {

  public enum Direction {
    IN,
    OUT
  }

  @Override
  public int compareTo(LegId other) {
    int byNode = Integer.compare(node.number(), other.node.number());
    int byDirection = direction.compareTo(other.direction);
    return byNode != 0
        ? byNode
        : byDirection != 0 ? byDirection : Long.compare(number, other.number);
  }

  /** The other way round of {@link #toString}; empty for what is not the id of a leg. */
  public static Optional<LegId> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[1].equals("in") && !parts[1].equals("out")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LegId(
              new NodeId(Integer.parseInt(parts[0])),
              parts[1].equals("in") ? Direction.IN : Direction.OUT,
              Long.parseLong(parts[2])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Such as {@code 1.in.42}. */
  @Override
  public String toString() {
    return node + (direction == Direction.IN ? ".in." : ".out.") + number;
  }
}
