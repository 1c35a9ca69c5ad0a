package org.paraat.pbx.vocabulary;

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

  /** Such as {@code 1-t1x2k0-42}: safe in a URL and short enough to read aloud. */
  @Override
  public String toString() {
    return node + "-" + Long.toString(incarnation, 36) + "-" + number;
  }
}
