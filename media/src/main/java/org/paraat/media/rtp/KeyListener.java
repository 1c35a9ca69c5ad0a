package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaListener;
import org.paraat.media.codec.G711;
import org.paraat.media.codec.G722Decoder;
import org.paraat.media.dtmf.ToneKeys;
import org.paraat.media.dtmf.ToneSequences;
import org.paraat.media.rtp.AgreedFormats.Meaning;

/** Listens for keys in what one peer says: never in what we say ourselves. */
final class KeyListener {
  private final KeysInSound wanted;
  private final MediaListener listener;
  private final ToneKeys keys = new ToneKeys();
  private final ToneSequences sequences = new ToneSequences();
  private Optional<G722Decoder> decoder = Optional.empty();

  KeyListener(KeysInSound wanted, MediaListener listener) {
    this.wanted = wanted;
    this.listener = listener;
  }

  KeysInSound wanted() {
    return wanted;
  }

  /**
   * Listens to one packet, and takes the key out of it: the other party need not hear more of it
   * than it took to be sure.
   *
   * @param at where the sound begins; the limit is its end
   */
  void packet(ByteBuffer packet, int at, Meaning meaning, long now) {
    for (int i = at; i < packet.limit(); i++) {
      char key = keys.heard(linear(packet.get(i), meaning));
      if (key != ToneKeys.NO_KEY) {
        report(key, now);
      }
      if (keys.isDown()) {
        packet.put(i, silence(meaning));
      }
    }
  }

  private void report(char key, long now) {
    switch (wanted) {
      case ANY -> listener.keySounded(key);
      case SEQUENCES -> {
        String complete = sequences.heard(key, now);
        for (int i = 0; i < complete.length(); i++) {
          listener.keySounded(complete.charAt(i));
        }
      }
      case NONE -> {
        // Nobody asked.
      }
    }
  }

  private short linear(byte octet, Meaning meaning) {
    return switch (meaning) {
      case A_LAW -> G711.linearOfALaw(octet);
      case MU_LAW -> G711.linearOfMuLaw(octet);
      case G722 -> decoder().decodeNarrow(octet);
      case KEYS, UNKNOWN -> 0;
    };
  }

  private G722Decoder decoder() {
    if (decoder.isEmpty()) {
      decoder = Optional.of(new G722Decoder());
    }
    return decoder.get();
  }

  private static byte silence(Meaning meaning) {
    return switch (meaning) {
      case A_LAW -> G711.A_LAW_SILENCE;
      case MU_LAW -> G711.MU_LAW_SILENCE;
      // The code of the smallest steps: what it says fades away at once.
      case G722 -> (byte) 0xFF;
      case KEYS, UNKNOWN -> 0;
    };
  }
}
