package org.paraat.pbx.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "09001234",
        "+319001234",
        "00319001234",
        "+31(0)900 1234",
        "+3109001234",
        "003109001234",
        "+31009001234",
        "+09001234",
        "0009001234"
      })
  void howeverANumberIsWrittenItIsTheSame(String written) {
    Optional<PhoneNumber> number = PhoneNumber.parse(written, "31");
    assertEquals(Optional.of(new PhoneNumber("+319001234")), number);
    assertEquals("09001234", number.orElseThrow().nationalIn("31"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+39061234567", "0039061234567"})
  void theZeroOfAnotherCountryIsItsOwn(String written) {
    assertEquals(Optional.of(new PhoneNumber("+39061234567")), PhoneNumber.parse(written, "31"));
  }
}
