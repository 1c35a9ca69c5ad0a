package org.paraat.pbx.vocabulary;

import java.util.Optional;

/**
 * A public number in one canonical form, so that the national and the international writing of a
 * number are equal.
 *
 * @param international such as {@code +31880000100} (ITU-T E.164)
 */
public record PhoneNumber(String international) implements Comparable<PhoneNumber> {
  private static final int MOST_DIGITS = 15;
  private static final int FEWEST_DIGITS = 4;

  public PhoneNumber {
    if (!isInternational(international)) {
      throw new IllegalArgumentException("not a number in international form: " + international);
    }
  }

  /**
   * Reads a number as people and carriers write it: {@code 0880000100}, {@code +31880000100} or
   * {@code 0031880000100}; spaces, dashes, dots and brackets are passed over.
   *
   * @param countryCode of the reader, without plus: {@code 31}
   * @return empty for what is no public number
   */
  public static Optional<PhoneNumber> parse(String written, String countryCode) {
    String digits = withoutPunctuation(written);
    String international;
    if (digits.startsWith("+")) {
      international = digits;
    } else if (digits.startsWith("00")) {
      international = "+" + digits.substring(2);
    } else if (digits.startsWith("0")) {
      international = "+" + countryCode + digits.substring(1);
    } else {
      return Optional.empty();
    }
    String own = "+" + countryCode;
    // a plus before a national number, or the zero of one after the country code: carriers drop it
    if (international.startsWith("+0")) {
      international = own + international.substring(2);
    }
    while (international.startsWith(own + "0")) {
      international = own + international.substring(own.length() + 1);
    }
    return isInternational(international)
        ? Optional.of(new PhoneNumber(international))
        : Optional.empty();
  }

  /** As it is dialled within the country: {@code 0880000100}; foreign numbers as {@code 0032…}. */
  public String nationalIn(String countryCode) {
    String digits = international.substring(1);
    return digits.startsWith(countryCode)
        ? "0" + digits.substring(countryCode.length())
        : "00" + digits;
  }

  private static String withoutPunctuation(String written) {
    StringBuilder kept = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (" -.()".indexOf(c) < 0) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static boolean isInternational(String number) {
    if (!number.startsWith("+")
        || number.length() - 1 < FEWEST_DIGITS
        || number.length() - 1 > MOST_DIGITS) {
      return false;
    }
    for (int i = 1; i < number.length(); i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(PhoneNumber other) {
    return international.compareTo(other.international);
  }

  @Override
  public String toString() {
    return international;
  }
}
