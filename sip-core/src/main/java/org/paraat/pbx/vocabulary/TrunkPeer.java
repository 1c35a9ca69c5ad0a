package org.paraat.pbx.vocabulary;

/**
 * A peer of a trunk with its place among the others.
 *
 * @param rank the lowest is tried first
 * @param weight how much it gets of the calls among those of one rank; 0: next to nothing
 */
public record TrunkPeer(PeerId id, int rank, int weight) {}
