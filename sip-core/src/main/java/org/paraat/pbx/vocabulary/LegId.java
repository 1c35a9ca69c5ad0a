package org.paraat.pbx.vocabulary;

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

  /** Such as {@code 1.in.42}. */
  @Override
  public String toString() {
    return node + (direction == Direction.IN ? ".in." : ".out.") + number;
  }
}
