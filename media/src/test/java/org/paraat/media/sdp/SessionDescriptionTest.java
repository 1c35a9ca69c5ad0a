package org.paraat.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing descriptions. */
class SessionDescriptionTest {
  private static final String PHONE =
      """
      v=0
      o=alice 18446744073709551616 2 IN IP4 host.example
      s=Phone
      b=AS:84
      t=0 0
      m=audio 11782 RTP/AVP 0 8 9 101
      c=IN IP4 192.0.2.5
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=ptime:30
      a=rtcp:11783 IN IP4 192.0.2.5
      a=sendonly
      m=video 0 RTP/AVP 34
      """;

  @Test
  void whatIsWrittenReadsBackTheSame() throws NotNegotiable {
    SessionDescription description = SessionDescription.parse(PHONE);
    assertEquals("18446744073709551616", description.origin().sessionId());
    assertEquals(11_782, description.streams().getFirst().port());
    assertEquals(30, description.streams().getFirst().ptime().orElseThrow());
    assertEquals(Direction.SENDONLY, description.streams().getFirst().direction());
    assertEquals(description, SessionDescription.parse(description.toString()));
  }

  @Test
  void lineEndsMayBeOfAnyKind() throws NotNegotiable {
    SessionDescription expected = SessionDescription.parse(PHONE);
    assertEquals(expected, SessionDescription.parse(PHONE.replace("\n", "\r\n")));
    assertEquals(expected, SessionDescription.parse(PHONE.strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1\no=- 1 1 IN IP4 192.0.2.1",
        "v=0\ns=-",
        "v=0\no=- 1 1 IN IP4",
        "v=0\no=- one 1 IN IP4 192.0.2.1",
        "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4",
        "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 /127",
        "v=0\no=- 1 1 IN IP4 192.0.2.1\nm=audio 70000 RTP/AVP 8",
        "v=0\no=- 1 1 IN IP4 192.0.2.1\nm=audio -1 RTP/AVP 8",
        "v=0\no=- 1 1 IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP",
        "v=0\no=- 1 1 IN IP4 192.0.2.1\nnonsense"
      })
  void whatIsNoDescriptionIsRefused(String text) {
    assertThrows(NotNegotiable.class, () -> SessionDescription.parse(text));
  }

  @Test
  void everythingIsBounded() {
    String head = "v=0\no=- 1 1 IN IP4 192.0.2.1\n";
    refused(head + "a=x\n".repeat(DescriptionReader.MOST_LINES));
    refused(head + "s=" + "x".repeat(DescriptionReader.MOST_CHARACTERS));
    refused(head + "m=audio 1 RTP/AVP 8\n".repeat(DescriptionReader.MOST_STREAMS + 1));
    refused(head + "m=audio 1 RTP/AVP" + " 8".repeat(DescriptionReader.MOST_FORMATS + 1));
  }

  @Test
  void noMutationOfADescriptionDoesMoreThanBeingRefused() {
    Random random = new Random(20_260_101);
    int understood = 0;
    for (int round = 0; round < 8_000; round++) {
      String text = mutated(PHONE, random);
      try {
        SessionDescription description = SessionDescription.parse(text);
        assertEquals(description, SessionDescription.parse(description.toString()), text);
        Negotiation negotiation =
            new Negotiation(new LocalStream(1, InetAddress.ofLiteral("192.0.2.9"), 20_000));
        SessionDescription.parse(negotiation.answer(description).toString());
        understood++;
      } catch (NotNegotiable expected) {
        assertTrue(!expected.getMessage().isBlank());
      }
    }
    assertTrue(understood > 400, "only " + understood + " mutations were still usable");
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int change = 0; change < changes && !mutant.isEmpty(); change++) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(4)) {
        case 0 -> mutant.setCharAt(at, (char) random.nextInt(256));
        case 1 -> mutant.deleteCharAt(at);
        case 2 -> mutant.insert(at, "=/: \n-9m".charAt(random.nextInt(8)));
        default -> mutant.insert(at, text, 0, random.nextInt(text.length()));
      }
    }
    return mutant.toString();
  }

  private static void refused(String text) {
    assertThrows(NotNegotiable.class, () -> SessionDescription.parse(text));
  }
}
