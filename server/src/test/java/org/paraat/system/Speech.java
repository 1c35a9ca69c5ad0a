package org.paraat.system;

/** How a baresip sends its sound, in its own words. */
enum Speech {
  PLAIN("PCMA/8000/1", ""),
  /** It offers SRTP and plain sound alike, and takes both. */
  ENCRYPTED_IF_OFFERED("PCMA/8000/1", ";mediaenc=srtp"),
  /** It offers and takes nothing but SRTP. */
  ENCRYPTED("PCMA/8000/1", ";mediaenc=srtp-mand"),
  /** G.722 and nothing else. */
  WIDE("G722/16000/1", "");

  private final String codec;
  private final String encryption;

  Speech(String codec, String encryption) {
    this.codec = codec;
    this.encryption = encryption;
  }

  String codec() {
    return codec;
  }

  String encryption() {
    return encryption;
  }

  int samplesASecond() {
    return this == WIDE ? 16_000 : Sound.RATE;
  }
}
