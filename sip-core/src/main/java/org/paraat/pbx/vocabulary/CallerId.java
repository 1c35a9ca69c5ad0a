package org.paraat.pbx.vocabulary;

/**
 * Who a phone shows as calling: proves nothing (V26).
 *
 * @param number as the phone can dial it back; empty when it is not known
 * @param displayName empty when there is none
 */
public record CallerId(String number, String displayName, Presentation presentation) {
  public static final CallerId ANONYMOUS = new CallerId("", "");

  /** Shown wherever there is something to show. */
  public CallerId(String number, String displayName) {
    this(number, displayName, number.isEmpty() ? Presentation.WITHHELD : Presentation.SHOWN);
  }

  /** Whether the caller wants to be seen (RFC 3323). */
  public enum Presentation {
    SHOWN,
    /** Outside never; inside only where the number is in here all the same. */
    WITHHELD
  }

  /** Whether nobody outside may see it. */
  public boolean isWithheld() {
    return presentation == Presentation.WITHHELD;
  }

  /** The same, in other digits. */
  public CallerId written(String other) {
    return new CallerId(other, displayName, presentation);
  }
}
