package org.paraat.pbx.vocabulary;

/** One running Paraat of a cluster, numbered from 1. */
public record NodeId(int number) {
  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
