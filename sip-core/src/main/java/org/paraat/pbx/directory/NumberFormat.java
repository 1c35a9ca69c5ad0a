package org.paraat.pbx.directory;

import java.util.Optional;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** How a carrier writes a number. */
public enum NumberFormat {
  /** {@code 0612345678}, abroad {@code 0032…}. */
  NATIONAL,
  /** {@code 0031612345678}. */
  INTERNATIONAL,
  /** {@code +31612345678} (ITU-T E.164). */
  E164,
  /** {@code 31612345678}. */
  E164_WITHOUT_PLUS;

  /**
   * @param countryCode of our organisation, without plus
   */
  public String written(PhoneNumber number, String countryCode) {
    return switch (this) {
      case NATIONAL -> number.nationalIn(countryCode);
      case INTERNATIONAL -> "00" + number.international().substring(1);
      case E164 -> number.international();
      case E164_WITHOUT_PLUS -> number.international().substring(1);
    };
  }

  /** Writes a number so, and leaves alone what is none, such as 112. */
  public String rewritten(String number, String countryCode) {
    return PhoneNumber.parse(number, countryCode)
        .map(parsed -> written(parsed, countryCode))
        .orElse(number);
  }

  /**
   * Reads a number of this carrier's so that a phone of ours can dial it back; what is plain
   * already, or no number, stays as it is.
   */
  public String dialable(String number, String countryCode) {
    Optional<PhoneNumber> plain = PhoneNumber.parse(number, countryCode);
    boolean mayLackPlus = this == E164 || this == E164_WITHOUT_PLUS;
    if (plain.isPresent() || !mayLackPlus) {
      return number;
    }
    return PhoneNumber.parse("+" + number, countryCode)
        .map(parsed -> parsed.nationalIn(countryCode))
        .orElse(number);
  }
}
