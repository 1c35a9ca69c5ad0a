package org.paraat.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.paraat.media.srtp.SrtpReceiver.Verdict;

/** The published examples of RFC 3711, RFC 6188 and RFC 7714, and one packet of a known library. */
class SrtpVectorsTest {
  private static final String MASTER_128 =
      "E1F97A0D3E018BE0D64FA32C06DE4139" + "0EC675AD498AFEEBB6960B3AABE6";
  private static final String MASTER_256 =
      "F0F04914B513F2763A1B1FA130F10E2998F6F6E43E4309D1E622A0E332B9F1B6"
          + "3B04803DE51EE7C96423AB5B78D2";
  private static final String GALLIA =
      "8040F17B8041F8D35501A0B2"
          + "47616C6C696120657374206F6D6E69732064697669736120696E207061727465732074726573";

  @Test
  void keysAreDerivedAsInRfc3711AppendixB3() {
    SessionKeys keys =
        SessionKeys.ofSound(
            CryptoSuite.AES_CM_128_HMAC_SHA1_80,
            master(CryptoSuite.AES_CM_128_HMAC_SHA1_80, MASTER_128));
    assertHex("C61E7A93744F39EE10734AFE3FF7A087", keys.encryption());
    assertHex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4", keys.authentication());
    assertHex("30CBBC08863D8C85D49DB34A9AE10000", keys.salt());
  }

  @Test
  void keysOf256BitsAreDerivedAsInRfc6188() {
    SessionKeys keys =
        SessionKeys.ofSound(
            CryptoSuite.AES_256_CM_HMAC_SHA1_80,
            master(CryptoSuite.AES_256_CM_HMAC_SHA1_80, MASTER_256));
    assertHex(
        "5BA1064E30EC51613CAD926C5A28EF731EC7FB397F70A960653CAF06554CD8C4", keys.encryption());
    assertHex("FD9C32D39ED5FBB5A9DC96B30818454D1313DC05", keys.authentication());
    assertHex("FA31791685CA444A9E07C6C64E930000", keys.salt());
  }

  @Test
  void theKeyStreamIsThatOfRfc3711AppendixB2() {
    assertHex(
        "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB"
            + "41E95B3BB0A2E8DD477901E4FCA894C0",
        keyStream("2B7E151628AED2A6ABF7158809CF4F3C"));
  }

  @Test
  void theKeyStreamOf256BitsIsThatOfRfc6188() {
    assertHex(
        "92BDD28A93C3F52511C677D08B5515A49DA71B2378A854F67050756DED165BAC"
            + "63C4868B7096D88421B563B8C94C9A31",
        keyStream("57F82FE3613FD170A85EC93C40B1F0922EC4CB0DC025B58272147CC438944A98"));
  }

  @Test
  void aPacketOfSoundLooksAsOthersWriteIt() {
    CryptoSuite suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
    MasterKey key = master(suite, MASTER_128);
    byte[] plain = hex("800F1234DECAFBADCAFEBABE" + "AB".repeat(16));
    byte[] sealed =
        hex("800F1234DECAFBADCAFEBABE" + "4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB");
    assertArrayEquals(sealed, bytes(new SrtpSender(suite, key).seal(ByteBuffer.wrap(plain))));
    ByteBuffer packet = ByteBuffer.wrap(sealed.clone());
    assertEquals(Verdict.AUTHENTIC, new SrtpReceiver(suite, key).open(packet));
    assertArrayEquals(plain, bytes(packet));
  }

  @Test
  void aControlPacketLooksAsOthersWriteIt() {
    CryptoSuite suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
    MasterKey key = master(suite, MASTER_128);
    byte[] plain = hex("81C8000BCAFEBABE" + "AB".repeat(16));
    String sealed = "81C8000BCAFEBABE7128035BE487B9BDBEF89041F977A5A880000001993E08CD54D6C1230798";
    SrtpSender sender = new SrtpSender(suite, key);
    sender.sealControl(ByteBuffer.wrap(plain));
    assertHex(sealed, bytes(sender.sealControl(ByteBuffer.wrap(plain))));
    ByteBuffer packet = ByteBuffer.wrap(hex(sealed));
    assertEquals(Verdict.AUTHENTIC, new SrtpReceiver(suite, key).openControl(packet));
    assertArrayEquals(plain, bytes(packet));
  }

  @Test
  void galoisModeOf128BitsIsThatOfRfc7714() {
    assertHex(
        "8040F17B8041F8D35501A0B2"
            + "F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833"
            + "899D7F27BEB16A9152CF765EE4390CCE",
        galois("000102030405060708090A0B0C0D0E0F"));
  }

  @Test
  void galoisModeOf256BitsIsThatOfRfc7714() {
    assertHex(
        "8040F17B8041F8D35501A0B2"
            + "32B1DE78A822FE12EF9F78FA332E33AAB18012389A58E2F3B50B2A0276FFAE0F1BA63799B87B"
            + "7AA3DB36DFFFD6B0F9BB7878D7A76C13",
        galois("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"));
  }

  private static byte[] galois(String key) {
    byte[] salt = Arrays.copyOf(hex("517569642070726F2071756F"), 16);
    Transform transform = new GaloisMode(new SessionKeys(hex(key), new byte[0], salt));
    byte[] plain = hex(GALLIA);
    byte[] packet = Arrays.copyOf(plain, plain.length + Transform.MOST_GROWTH);
    int length = transform.seal(packet, 12, plain.length, 0x5501A0B2, 0xF17B);
    byte[] sealed = Arrays.copyOf(packet, length);
    assertEquals(plain.length, transform.open(packet, 12, length, 0x5501A0B2, 0xF17B));
    assertArrayEquals(plain, Arrays.copyOf(packet, plain.length));
    return sealed;
  }

  private static byte[] keyStream(String key) {
    byte[] salt = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000");
    byte[] stream = new byte[48];
    new CounterMode(new SessionKeys(hex(key), new byte[20], salt), 10).crypt(stream, 0, 48, 0, 0);
    return stream;
  }

  private static MasterKey master(CryptoSuite suite, String keyAndSalt) {
    return MasterKey.of(suite, Base64.getEncoder().encodeToString(hex(keyAndSalt))).orElseThrow();
  }

  private static void assertHex(String expected, byte[] bytes) {
    assertEquals(expected, HexFormat.of().withUpperCase().formatHex(bytes));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] all = new byte[buffer.remaining()];
    buffer.get(buffer.position(), all);
    return all;
  }
}
