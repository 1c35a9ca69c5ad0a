package org.paraat.media.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CryptoLineTest {
  private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

  @Test
  void aLineIsReadAndWrittenAsItWas() {
    CryptoLine line = read("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY).orElseThrow();
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_80, line.suite());
    var text = new StringBuilder();
    line.writeTo(text);
    assertEquals("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "\r\n", text.toString());
  }

  @Test
  void aLifetimeAndHarmlessParametersAreAccepted() {
    assertTrue(read("2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "|2^20").isPresent());
    assertTrue(read("2 aes_cm_128_hmac_sha1_32 INLINE:" + KEY + "|1048576 WSH=128").isPresent());
    assertTrue(read("2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + " KDR=0").isPresent());
  }

  @Test
  void aKeyIdentifierLeavesTheLineToAnother() {
    assertTrue(read("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4").isEmpty());
    assertTrue(read("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4").isEmpty());
    assertTrue(
        read("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4;inline:" + KEY + "|2^20|2:4")
            .isEmpty());
  }

  @Test
  void whatWouldChangeThePacketsIsNotTaken() {
    String line = "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY;
    assertTrue(read(line + " UNENCRYPTED_SRTP").isEmpty());
    assertTrue(read(line + " UNAUTHENTICATED_SRTP").isEmpty());
    assertTrue(read(line + " KDR=4").isEmpty());
    assertTrue(read(line + " FEC_ORDER=FEC_SRTP").isEmpty());
  }

  @Test
  void brokenLinesAreNoLines() {
    assertTrue(read("").isEmpty());
    assertTrue(read("1").isEmpty());
    assertTrue(read("one AES_CM_128_HMAC_SHA1_80 inline:" + KEY).isEmpty());
    assertTrue(read("1 F8_128_HMAC_SHA1_80 inline:" + KEY).isEmpty());
    assertTrue(read("1 AES_CM_128_HMAC_SHA1_80 inline:short").isEmpty());
    assertTrue(read("1 AES_CM_128_HMAC_SHA1_80 inline:!!!!").isEmpty());
    assertTrue(read("1 AES_256_CM_HMAC_SHA1_80 inline:" + KEY).isEmpty());
    assertTrue(read("1 AES_CM_128_HMAC_SHA1_80 uri:" + KEY).isEmpty());
  }

  private static Optional<CryptoLine> read(String content) {
    return CryptoLine.parse(content);
  }
}
