package org.paraat.pbx.vocabulary;

/** A person's number within the organisation, such as {@code 1201}; it also names the agent. */
public record ExtensionNumber(String digits) implements Comparable<ExtensionNumber> {
  public ExtensionNumber {
    if (digits.isBlank()) {
      throw new IllegalArgumentException("ExtensionNumber is empty");
    }
  }

  @Override
  public int compareTo(ExtensionNumber other) {
    return digits.compareTo(other.digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
