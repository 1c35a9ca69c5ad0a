package org.paraat.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered, answered and agreed. */
class NegotiationTest {
  private final Negotiation ours =
      new Negotiation(new LocalStream(42, InetAddress.ofLiteral("192.0.2.10"), 20_000));

  @Test
  void ourOfferNamesEveryCodecAndTheKeys() {
    assertEquals(
        """
        v=0
        o=paraat 42 1 IN IP4 192.0.2.10
        s=-
        c=IN IP4 192.0.2.10
        t=0 0
        m=audio 20000 RTP/AVP 8 0 9 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:9 G722/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:20
        a=sendrecv
        """
            .replace("\n", "\r\n"),
        ours.offer().toString());
  }

  @Test
  void anAnswerTakesThePeersFirstCodecAndItsNumberOfKeys() throws NotNegotiable {
    SessionDescription answer =
        ours.answer(
            described(
                """
                m=audio 4000 RTP/AVP 18 0 8 96
                a=rtpmap:18 G729/8000
                a=rtpmap:96 telephone-event/8000
                """));
    assertTrue(answer.toString().contains("m=audio 20000 RTP/AVP 0 96\r\n"), answer.toString());
    Agreement agreed = ours.agreement().orElseThrow();
    assertEquals(AudioCodec.PCMU, agreed.codec());
    assertEquals(OptionalInt.of(96), agreed.eventsSent());
    assertEquals(OptionalInt.of(96), agreed.eventsReceived());
    assertEquals(Map.of(0, AudioCodec.PCMU), agreed.receives());
    assertEquals(
        Optional.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.77"), 4000)),
        agreed.remote());
    assertTrue(agreed.maySend());
  }

  @Test
  void aDynamicNumberMayCarryG711() throws NotNegotiable {
    SessionDescription answer =
        ours.answer(described("m=audio 4000 RTP/AVP 97\na=rtpmap:97 pcma/8000/1\n"));
    assertTrue(answer.toString().contains("RTP/AVP 97\r\na=rtpmap:97 PCMA/8000\r\n"));
    assertEquals(97, ours.agreement().orElseThrow().payloadType());
  }

  @Test
  void keysAreAgreedOnlyAtTheClockOfTheAudio() throws NotNegotiable {
    ours.answer(
        described(
            """
            m=audio 4000 RTP/AVP 8 100 101
            a=rtpmap:100 telephone-event/48000
            a=rtpmap:101 telephone-event/8000
            """));
    assertEquals(OptionalInt.of(101), ours.agreement().orElseThrow().eventsSent());
  }

  @Test
  void theLegsNumbersMayDifferInEachDirection() throws NotNegotiable {
    ours.offer();
    ours.accept(
        described("m=audio 4000 RTP/AVP 8 98\na=rtpmap:98 telephone-event/8000\na=sendrecv\n"));
    Agreement agreed = ours.agreement().orElseThrow();
    assertEquals(OptionalInt.of(98), agreed.eventsSent());
    assertEquals(OptionalInt.of(101), agreed.eventsReceived());
    assertEquals(Map.of(8, AudioCodec.PCMA), agreed.receives());
  }

  @Test
  void anAnswerWithBothLawsMeansThatBothMayCome() throws NotNegotiable {
    ours.offer();
    ours.accept(described("m=audio 4000 RTP/AVP 0 8\n"));
    Agreement agreed = ours.agreement().orElseThrow();
    assertEquals(AudioCodec.PCMU, agreed.codec());
    assertEquals(Map.of(0, AudioCodec.PCMU, 8, AudioCodec.PCMA), agreed.receives());
    assertEquals(OptionalInt.empty(), agreed.eventsSent());
  }

  @Test
  void aSecondAnswerReplacesTheFirst() throws NotNegotiable {
    ours.offer();
    ours.accept(described("m=audio 4000 RTP/AVP 8\n"));
    ours.accept(described("m=audio 5000 RTP/AVP 0\n"));
    assertEquals(5000, ours.agreement().orElseThrow().remote().orElseThrow().getPort());
  }

  @ParameterizedTest
  @CsvSource({
    "a=sendrecv, sendrecv, true, true",
    "'', sendrecv, true, true",
    "a=sendonly, recvonly, false, true",
    "a=recvonly, sendonly, true, false",
    "a=inactive, inactive, false, false",
    "c=IN IP4 0.0.0.0, sendrecv, false, true"
  })
  void holdIsMirrored(String line, String answered, boolean maySend, boolean mayReceive)
      throws NotNegotiable {
    SessionDescription answer = ours.answer(described("m=audio 4000 RTP/AVP 8\n" + line + "\n"));
    assertTrue(answer.toString().contains("a=" + answered + "\r\n"), answer.toString());
    assertEquals(maySend, ours.agreement().orElseThrow().maySend());
    assertEquals(!maySend, ours.agreement().orElseThrow().isHeld());
    assertEquals(mayReceive, ours.agreement().orElseThrow().mayReceive());
  }

  /** Our refresh of a hold is answered by some phones as if it were a call. */
  @Test
  void anAnswerTakesNoMoreThanWasOffered() throws NotNegotiable {
    ours.answer(described("m=audio 4000 RTP/AVP 8\na=sendonly\n"));
    ours.accept(described("m=audio 4000 RTP/AVP 8\na=sendrecv\n"));
    assertTrue(ours.agreement().orElseThrow().isHeld());
    ours.offer();
    ours.accept(described("m=audio 4000 RTP/AVP 8\n"));
    assertFalse(ours.agreement().orElseThrow().isHeld());
  }

  @Test
  void aDirectionOfTheSessionHoldsForItsStreams() throws NotNegotiable {
    SessionDescription answer = ours.answer(described("a=sendonly\nm=audio 4000 RTP/AVP 8\n"));
    assertTrue(answer.toString().contains("a=recvonly\r\n"));
  }

  @Test
  void theVersionGrowsOnlyWhenSomethingChanges() throws NotNegotiable {
    String talk = "m=audio 4000 RTP/AVP 8\n";
    assertEquals("1", ours.answer(described(talk)).origin().version());
    assertEquals("1", ours.answer(described(talk)).origin().version());
    assertEquals("2", ours.answer(described(talk + "a=sendonly\n")).origin().version());
    assertEquals("3", ours.answer(described(talk)).origin().version());
    assertEquals("4", ours.offer().origin().version());
    assertEquals("4", ours.offer().origin().version());
  }

  @Test
  void otherStreamsAreRefusedInTheirPlace() throws NotNegotiable {
    SessionDescription offer =
        described(
            """
            a=group:BUNDLE 0 1 2
            m=video 6000 RTP/AVP 31
            m=audio 4002 RTP/SAVP 8
            m=audio 4000 RTP/AVP 8
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            """);
    String answer = ours.answer(offer).toString();
    assertTrue(
        answer.contains("m=video 0 RTP/AVP 31\r\nm=audio 0 RTP/SAVP 8\r\nm=audio 20000 RTP/AVP 8"),
        answer);
    assertTrue(answer.endsWith("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n"), answer);
    assertFalse(answer.contains("BUNDLE"));
    assertTrue(ours.offer().toString().contains("m=video 0 RTP/AVP 31\r\n"), "lines stay for ever");
  }

  @Test
  void aLaterOfferOfOursKeepsTheNumbersOfTheSession() throws NotNegotiable {
    ours.answer(described("m=audio 4000 RTP/AVP 8 96\na=rtpmap:96 telephone-event/8000\n"));
    assertTrue(ours.offer().toString().contains("m=audio 20000 RTP/AVP 8 0 9 96\r\n"));
  }

  @Test
  void aNumberThatMeansSomethingElseToThePeerIsNotReused() throws NotNegotiable {
    ours.answer(described("m=audio 4000 RTP/AVP 101 8\na=rtpmap:101 opus/48000/2\n"));
    assertTrue(ours.offer().toString().contains("m=audio 20000 RTP/AVP 8 0 9 127\r\n"));
  }

  @Test
  void audioSwitchedOffLaterIsAnsweredAndHeld() throws NotNegotiable {
    ours.answer(described("m=audio 4000 RTP/AVP 8\n"));
    assertTrue(
        ours.answer(described("m=audio 0 RTP/AVP 8\n"))
            .toString()
            .contains("m=audio 0 RTP/AVP 8\r\n"));
    assertTrue(ours.agreement().orElseThrow().isHeld());
    ours.answer(described("m=audio 4000 RTP/AVP 8\n"));
    assertTrue(ours.agreement().orElseThrow().maySend());
  }

  @Test
  void audioThatALaterAnswerSwitchesOffIsHeld() throws NotNegotiable {
    ours.offer();
    ours.accept(described("m=audio 4000 RTP/AVP 8\n"));
    ours.offer();
    ours.accept(described("m=audio 0 RTP/AVP 8\n"));
    assertTrue(ours.agreement().orElseThrow().isHeld());
    ours.offer();
    ours.accept(described("m=audio 4000 RTP/AVP 8\n"));
    assertTrue(ours.agreement().orElseThrow().maySend());
  }

  @Test
  void aFaxInThePlaceOfTheAudioIsRefusedAndNoHold() throws NotNegotiable {
    ours.answer(described("m=audio 4000 RTP/AVP 8\n"));
    SessionDescription fax =
        described("m=audio 0 RTP/AVP 8\nm=image 40000 udptl t38\na=T38FaxVersion:0\n");
    assertThrows(NotNegotiable.class, () -> ours.answer(fax));
    assertTrue(ours.agreement().orElseThrow().maySend());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m=video 4000 RTP/AVP 8",
        "m=audio 0 RTP/AVP 8",
        "m=audio 4000 RTP/SAVPF 8",
        "m=audio 4000 RTP/AVP 4 18",
        "m=audio 4000 RTP/AVP 8\nc=IN IP4 phone.example",
        "m=audio 4000 RTP/AVP 8\nc=IN IP4 239.1.2.3/32",
        "m=audio 4000 RTP/AVP 8\na=rtpmap:8 G729/8000"
      })
  void whatWeCannotUseIsRefusedAndChangesNothing(String lines) throws NotNegotiable {
    SessionDescription offer = described(lines + "\n");
    assertThrows(NotNegotiable.class, () -> ours.answer(offer));
    assertTrue(ours.agreement().isEmpty());
    ours.offer();
    assertThrows(NotNegotiable.class, () -> ours.accept(offer));
    assertTrue(ours.agreement().isEmpty());
  }

  @Test
  void internetProtocolSixIsSpokenToo() throws NotNegotiable {
    Negotiation six = new Negotiation(new LocalStream(1, InetAddress.ofLiteral("2001:db8::1"), 20));
    assertTrue(six.offer().toString().contains("c=IN IP6 2001:db8:0:0:0:0:0:1\r\n"));
    six.accept(described("m=audio 4000 RTP/AVP 8\nc=IN IP6 2001:db8::2\n"));
    assertTrue(six.agreement().orElseThrow().maySend());
  }

  static SessionDescription described(String lines) throws NotNegotiable {
    return SessionDescription.parse(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.77\r\ns=-\r\nc=IN IP4 192.0.2.77\r\nt=0 0\r\n"
            + lines.replace("\n", "\r\n"));
  }
}
