package org.paraat.pbx.vocabulary;

/**
 * Who a phone shows as calling: proves nothing (V26).
 *
 * @param number as the phone can dial it back; empty when the caller withholds it
 * @param displayName empty when there is none
 */
public record CallerId(String number, String displayName) {
  public static final CallerId ANONYMOUS = new CallerId("", "");

  public boolean isWithheld() {
    return number.isEmpty();
  }
}
