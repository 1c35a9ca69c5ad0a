package org.paraat.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paraat.media.srtp.CryptoSuite;
import org.paraat.media.srtp.KeyPair;

/**
 * What is offered, answered and agreed of encryption, and of codecs when the other leg is known.
 */
class CryptoNegotiationTest {
  private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  private static final String FIRST = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "\n";
  private static final String SHORT_TAG =
      "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "|2^31\n";
  private static final String WITH_IDENTIFIER =
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31|1:1\n";

  @Test
  void anEncryptedOfferIsAnsweredWithItsTagAndAKeyOfOurOwn() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFFERED);
    String answer = ours.answer(described("m=audio 4000 RTP/SAVP 8\n" + SHORT_TAG)).toString();
    assertTrue(answer.contains("m=audio 20000 RTP/SAVP 8\r\n"), answer);
    assertTrue(answer.contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:"), answer);
    assertFalse(answer.contains(KEY));
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_32, keys(ours).orElseThrow().suite());
  }

  @Test
  void aPlainStreamWithKeysIsEncryptedAndStaysAPlainStreamByName() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFFERED);
    String answer = ours.answer(described("m=audio 4000 RTP/AVP 8\n" + FIRST)).toString();
    assertTrue(answer.contains("m=audio 20000 RTP/AVP 8\r\n"), answer);
    assertTrue(answer.contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"), answer);
    assertTrue(keys(ours).isPresent());
  }

  @Test
  void ofTwoStreamsTheEncryptedOneIsTaken() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFFERED);
    String answer =
        ours.answer(
                described("m=audio 4000 RTP/AVP 8\nm=audio 4000 RTP/SAVP 8\n" + SHORT_TAG + FIRST))
            .toString();
    assertTrue(answer.contains("m=audio 0 RTP/AVP 8\r\n"), answer);
    assertTrue(answer.contains("m=audio 20000 RTP/SAVP 8\r\n"), answer);
    assertTrue(answer.contains("a=crypto:2 "), answer);
  }

  @Test
  void aKeyWithAnIdentifierIsLeftForAnotherLineOrStream() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFFERED);
    ours.answer(described("m=audio 4000 RTP/SAVP 8\n" + WITH_IDENTIFIER + SHORT_TAG));
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_32, keys(ours).orElseThrow().suite());
    ours.answer(described("m=audio 4000 RTP/AVP 8\n" + WITH_IDENTIFIER));
    assertTrue(keys(ours).isEmpty());
    refused(negotiation(CryptoPolicy.OFFERED), "m=audio 4000 RTP/SAVP 8\n" + WITH_IDENTIFIER);
  }

  @Test
  void thePolicyDecidesWhatIsTaken() throws NotNegotiable {
    refused(negotiation(CryptoPolicy.OFF), "m=audio 4000 RTP/SAVP 8\n" + FIRST);
    refused(negotiation(CryptoPolicy.REQUIRED), "m=audio 4000 RTP/AVP 8\n");
    refused(negotiation(CryptoPolicy.REQUIRED), "m=audio 4000 UDP/TLS/RTP/SAVPF 8\n" + FIRST);
    Negotiation off = negotiation(CryptoPolicy.OFF);
    String answer = off.answer(described("m=audio 4000 RTP/AVP 8\n" + FIRST)).toString();
    assertFalse(answer.contains("crypto"), answer);
    assertTrue(keys(off).isEmpty());
    Negotiation required = negotiation(CryptoPolicy.REQUIRED);
    required.answer(described("m=audio 4000 RTP/AVP 8\n" + FIRST));
    assertTrue(keys(required).isPresent());
  }

  @Test
  void ourOfferIsWhatHandsetsUnderstand() throws NotNegotiable {
    assertFalse(negotiation(CryptoPolicy.OFF).offer().toString().contains("crypto"));
    Negotiation offered = negotiation(CryptoPolicy.OFFERED);
    String offer = offered.offer().toString();
    assertTrue(offer.contains(" RTP/AVP "), offer);
    assertTrue(offer.contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"), offer);
    assertTrue(offer.contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:"), offer);
    assertTrue(
        negotiation(CryptoPolicy.REQUIRED).offer().toString().contains(" RTP/SAVP "), "required");
    assertEquals(offer, offered.offer().toString(), "the keys stay");
  }

  @Test
  void theAnswerDecidesWhetherOurOfferIsEncrypted() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFFERED);
    ours.offer();
    ours.accept(described("m=audio 4000 RTP/AVP 8\n" + SHORT_TAG));
    KeyPair agreed = keys(ours).orElseThrow();
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_32, agreed.suite());
    ours.accept(described("m=audio 4000 RTP/SAVP 8\n" + FIRST));
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_80, keys(ours).orElseThrow().suite());
    ours.accept(described("m=audio 4000 RTP/AVP 8\n"));
    assertTrue(keys(ours).isEmpty());
    assertThrows(NotNegotiable.class, () -> ours.accept(described("m=audio 4000 RTP/SAVP 8\n")));
    assertThrows(
        NotNegotiable.class,
        () -> ours.accept(described("m=audio 4000 RTP/SAVP 8\n" + FIRST.replace(":1 ", ":9 "))));
    Negotiation required = negotiation(CryptoPolicy.REQUIRED);
    required.offer();
    assertThrows(NotNegotiable.class, () -> required.accept(described("m=audio 4000 RTP/AVP 8\n")));
  }

  @Test
  void aHoldKeepsOurKeyAndTheSuite() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFFERED);
    String gcm = "a=crypto:1 AEAD_AES_128_GCM inline:" + "A".repeat(36) + "AA==\n";
    ours.answer(described("m=audio 4000 RTP/SAVP 8\n" + gcm));
    KeyPair before = keys(ours).orElseThrow();
    ours.answer(described("m=audio 4000 RTP/SAVP 8\na=sendonly\n" + gcm));
    assertEquals(before, keys(ours).orElseThrow());
    String offer = ours.offer().toString();
    assertTrue(offer.contains("a=crypto:1 AEAD_AES_128_GCM inline:"), offer);
    assertTrue(offer.contains(" RTP/SAVP "), offer);
  }

  @Test
  void theTextOfADescriptionForALogHoldsNoKey() throws NotNegotiable {
    SessionDescription offer = described("m=audio 4000 RTP/SAVP 8\n" + FIRST);
    assertFalse(offer.streams().toString().contains(KEY));
  }

  @Test
  void ourOfferFollowsWhatTheOtherPartySpeaks() {
    assertTrue(offerFor().contains(" RTP/AVP 8 0 9 101"));
    assertTrue(offerFor(AudioCodec.PCMU).contains(" RTP/AVP 0 8 9 101"));
    assertTrue(offerFor(AudioCodec.G722, AudioCodec.PCMA).contains(" RTP/AVP 9 8 0 101"));
  }

  @Test
  void ourAnswerFollowsWhatTheOtherPartySpeaks() throws NotNegotiable {
    Negotiation ours = negotiation(CryptoPolicy.OFF);
    SessionDescription offer = described("m=audio 4000 RTP/AVP 9 0 8\n");
    ours.answer(offer);
    assertEquals(AudioCodec.G722, ours.agreement().orElseThrow().codec());
    ours.prefer(List.of(AudioCodec.PCMA));
    ours.answer(offer);
    assertEquals(AudioCodec.PCMA, ours.agreement().orElseThrow().codec());
  }

  private static String offerFor(AudioCodec... codecs) {
    Negotiation ours = negotiation(CryptoPolicy.OFF);
    ours.prefer(List.of(codecs));
    return ours.offer().toString();
  }

  private static Optional<KeyPair> keys(Negotiation negotiation) {
    return negotiation.agreement().orElseThrow().keys();
  }

  private static void refused(Negotiation negotiation, String lines) throws NotNegotiable {
    SessionDescription offer = described(lines);
    assertThrows(NotNegotiable.class, () -> negotiation.answer(offer));
    assertTrue(negotiation.agreement().isEmpty());
  }

  private static Negotiation negotiation(CryptoPolicy policy) {
    return new Negotiation(
        new LocalStream(42, InetAddress.ofLiteral("192.0.2.10"), 20_000), policy, new Random(1));
  }

  private static SessionDescription described(String lines) throws NotNegotiable {
    return SessionDescription.parse(
        "v=0\no=- 1 1 IN IP4 192.0.2.20\ns=-\nc=IN IP4 192.0.2.20\nt=0 0\n" + lines);
  }
}
