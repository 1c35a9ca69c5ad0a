package org.paraat.pbx.vocabulary;

/**
 * A number that a call was meant for before it was passed on (RFC 5806, RFC 7044).
 *
 * @param number as it was written
 * @param reason such as {@code unconditional} or {@code no-answer}
 */
public record Redirection(String number, String reason) {
  /** By a switch or a number that always goes on to another. */
  public static final String UNCONDITIONAL = "unconditional";
}
