package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

class GrantedTimeTest {
  private static final SipAddress HERE = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);

  private static Optional<Duration> granted(String... contacts) {
    var response = new SIPResponse();
    for (String contact : contacts) {
      SipMessages.add(response, new HeaderLine("Contact", contact));
    }
    SipMessages.add(response, new HeaderLine("Expires", "1800"));
    return GrantedTime.in(response, "post-88", HERE);
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  @Test
  void ourOwnContactCountsWhateverElseIsListed() {
    assertEquals(
        seconds(600),
        granted(
            "<sip:post-88@10.0.0.2:5060>;expires=3600",
            "<sip:post-88@10.0.0.1:5070>;expires=30",
            "<sip:post-88@10.0.0.1:5060>;expires=600",
            "<sip:post-99@10.0.0.1:5060>;expires=20"));
  }

  @Test
  void aPortThatIsTheUsualOneNeedNotBeSaid() {
    assertEquals(
        seconds(600),
        granted("<sip:post-88@10.0.0.2>;expires=30", "<sip:post-88@10.0.0.1>;expires=600"));
  }

  @Test
  void ofContactsThatMayBeOursTheOneThatEndsFirstCounts() {
    assertEquals(
        seconds(60),
        granted(
            "<sip:post-88@192.0.2.1:5060>;expires=3600",
            "<sip:post-88@192.0.2.1:1024>;expires=60",
            "<sip:post-99@192.0.2.1:1024>;expires=20"));
  }

  @Test
  void whereNoContactSaysItTheHeaderDoes() {
    assertEquals(seconds(1800), granted("<sip:post-88@10.0.0.1:5060>"));
  }
}
