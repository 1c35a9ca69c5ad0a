package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferToTest {

  private static ReferTo read(String value) {
    return ReferTo.parse(value).orElseThrow(() -> new AssertionError("not read: " + value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<sip:1301@paraat>",
        "sip:1301@paraat",
        "\"Dr <X>\" <sip:1301@paraat;user=phone>",
        "sip:1301@paraat;purpose=x",
        "<sip:1301@paraat;method=INVITE>;x=y",
        "<tel:1301>"
      })
  void aBlindTransferNamesItsTargetHoweverItIsWritten(String value) {
    ReferTo wanted = read(value);
    assertEquals("1301", SipUris.user(wanted.target()));
    assertTrue(wanted.isForCall());
    assertEquals(Optional.empty(), wanted.replaces());
  }

  @Test
  void starsAndHashesAreUnescaped() {
    assertEquals("*681", SipUris.user(read("<sip:*681@paraat>").target()));
    assertEquals("#1", SipUris.user(read("<sip:%231@paraat>").target()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<sip:1301@10.0.0.1?Replaces=a%40b%3Bto-tag%3Dx%3Bfrom-tag%3Dy>",
        "<sip:1301@10.0.0.1?replaces=a%40b%3bfrom-tag%3dy%3bto-tag%3dx>",
        "<sip:1301@10.0.0.1?Replaces=a@b;to-tag=x;from-tag=y>",
        "sip:1301@10.0.0.1?Replaces=a%40b%3Bto-tag%3Dx%3Bfrom-tag%3Dy",
        "<sip:1301@10.0.0.9:5070;transport=tcp?Require=replaces"
            + "&Replaces=a%40b%3B%20to-tag%3Dx%3B%20from-tag%3Dy>"
      })
  void anAttendedTransferNamesTheOtherDialog(String value) {
    assertEquals(Optional.of(new ReplacesHeader("a@b", "x", "y", false)), read(value).replaces());
  }

  @Test
  void anEarlyDialogMayBeAllThatIsMeant() {
    ReferTo wanted = read("<sip:c@h?Replaces=a%3Bto-tag%3Dx%3Bfrom-tag%3Dy%3Bearly-only>");
    assertTrue(wanted.replaces().orElseThrow().isEarlyOnly());
  }

  @Test
  void anotherMethodIsSeen() {
    assertFalse(read("<sip:1301@paraat;method=BYE>").isForCall());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<sip:1301@paraat",
        "<http://paraat/1301>",
        "<sip:c@h?Replaces=a>",
        "<sip:c@h?Replaces=a%3Bto-tag%3Dx>",
        "<sip:c@h?Replaces=a%3Bto-tag%3Dx%3Bto-tag%3Dz%3Bfrom-tag%3Dy>",
        "<sip:c@h?Replaces=%3Bto-tag%3Dx%3Bfrom-tag%3Dy>",
        "<sip:c@h?Replaces=a%3Bto-tag%3Dx%3Bfrom-tag%3Dy&Replaces=b%3Bto-tag%3Dx%3Bfrom-tag%3Dy>"
      })
  void whatIsNotClearIsNotRead(String value) {
    assertEquals(Optional.empty(), ReferTo.parse(value));
  }
}
