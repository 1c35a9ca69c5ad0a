package org.paraat.pbx.vocabulary;

/**
 * A recorded text, tone or piece of music by its name in the prompt manifest, such as {@code
 * logged-in}.
 */
public record PromptId(String name) implements Comparable<PromptId> {
  public PromptId {
    if (name.isBlank()) {
      throw new IllegalArgumentException("PromptId is empty");
    }
  }

  @Override
  public int compareTo(PromptId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
