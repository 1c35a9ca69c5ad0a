package org.paraat.pbx.vocabulary;

/** A language that prompts are spoken in. */
public enum Language {
  DUTCH("nl"),
  ENGLISH("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag. */
  public String tag() {
    return tag;
  }
}
