package org.paraat.media.rtp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.srtp.CryptoSuite;
import org.paraat.media.srtp.KeyPair;
import org.paraat.media.srtp.SrtpReceiver;
import org.paraat.media.srtp.SrtpSender;

/**
 * What a session encrypts and decrypts with; empty where its sound is plain.
 *
 * @param sender goes on through every later agreement: starting it anew would use numbers twice
 */
record Ciphers(Optional<SrtpSender> sender, Optional<SrtpReceiver> receiver) {
  static final Ciphers NONE = new Ciphers(Optional.empty(), Optional.empty());

  /** Makes them as agreements come; used by the SIP loop, what it makes by the media loop. */
  static final class Source {
    private final Map<CryptoSuite, SrtpSender> senders = new EnumMap<>(CryptoSuite.class);
    private Optional<KeyPair> before = Optional.empty();
    private Ciphers current = NONE;

    Ciphers of(Agreement agreement) {
      Optional<KeyPair> keys = agreement.keys();
      if (!keys.equals(before)) {
        before = keys;
        current = keys.map(this::made).orElse(NONE);
      }
      return current;
    }

    // Our key of a suite never changes, so its sender must not either.
    private Ciphers made(KeyPair keys) {
      SrtpSender sender =
          senders.computeIfAbsent(keys.suite(), suite -> new SrtpSender(suite, keys.ours()));
      return new Ciphers(
          Optional.of(sender), Optional.of(new SrtpReceiver(keys.suite(), keys.theirs())));
    }
  }
}
