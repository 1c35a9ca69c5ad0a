package org.paraat.pbx.vocabulary;

/** A queue by the code that agents sign on with, such as {@code 999}. */
public record QueueCode(String digits) implements Comparable<QueueCode> {
  public QueueCode {
    if (digits.isBlank()) {
      throw new IllegalArgumentException("QueueCode is empty");
    }
  }

  @Override
  public int compareTo(QueueCode other) {
    return digits.compareTo(other.digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
