package org.paraat.provisioning.store;

/** Texts that come from outside, made to fit their columns. */
final class Texts {
  private Texts() {}

  /** Shortened by whole characters, with an ellipsis where something is left out. */
  static String atMost(int length, String text) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }
}
