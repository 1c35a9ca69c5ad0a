package org.paraat.pbx.vocabulary;

import java.util.Optional;

/**
 * One conversation, from the caller's first INVITE to the last BYE; unique over restarts and nodes.
 *
 * @param incarnation the second since 1970 in which the node that made it was started
 */
public record CallId(NodeId node, long incarnation, long number) implements Comparable<CallId> {

  @Override
  public int compareTo(CallId other) {
    int byNode = Integer.compare(node.number(), other.node.number());
    int byStart = Long.compare(incarnation, other.incarnation);
    return byNode != 0 ? byNode : byStart != 0 ? byStart : Long.compare(number, other.number);
  }

  /** The other way round of {@link #toString}; empty for what is not the id of a call. */
  public static Optional<CallId> parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CallId(
              new NodeId(Integer.parseInt(parts[0])),
              Long.parseLong(parts[1], Character.MAX_RADIX),
              Long.parseLong(parts[2])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Such as {@code 1-t1x2k0-42}: safe in a URL and short enough to read aloud. */
  @Override
  public String toString() {
    return node + "-" + Long.toString(incarnation, Character.MAX_RADIX) + "-" + number;
  }
}
