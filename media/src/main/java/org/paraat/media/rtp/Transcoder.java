package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.paraat.media.codec.G711;
import org.paraat.media.codec.G722Decoder;
import org.paraat.media.codec.G722Encoder;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.paraat.media.sdp.AudioCodec;

/**
 * Brings sound into the coding of the peer that is to hear it.
 *
 * <p>Every codec here makes 8,000 octets a second, so a packet is rewritten where it is as it comes
 * and keeps its timestamp. What G.722 remembers is made when it is first needed.
 */
final class Transcoder {
  private static final Object NOBODY = new Object();

  private Optional<G722Encoder> encoder = Optional.empty();
  private Optional<G722Decoder> decoder = Optional.empty();
  private Object decoded = NOBODY;

  /** The encoder of all that the peer hears in G.722. */
  G722Encoder encoder() {
    if (encoder.isEmpty()) {
      encoder = Optional.of(new G722Encoder());
    }
    return encoder.get();
  }

  /**
   * Rewrites the octets from {@code start} to before {@code end}.
   *
   * @param source whose sound it is: that of another one begins anew
   */
  void translate(ByteBuffer sound, int start, int end, Meaning from, AudioCodec to, Object source) {
    switch (from) {
      case A_LAW -> ofALaw(sound, start, end, to);
      case MU_LAW -> ofMuLaw(sound, start, end, to);
      case G722 -> ofG722(sound, start, end, to, source);
      case KEYS, UNKNOWN -> {
        // No sound.
      }
    }
  }

  /**
   * Rewrites the octets from {@code start} to before {@code end} with a whisper over them.
   *
   * @param source whose sound it is: that of another one begins anew
   */
  void mix(
      ByteBuffer sound,
      int start,
      int end,
      Meaning from,
      AudioCodec to,
      Object source,
      Whisper whisper) {
    // What passes untouched before and after is not remembered here: it begins with the whisper.
    Object decoding = to == AudioCodec.G722 ? whisper : source;
    for (int i = start; i < end; i++) {
      byte code = sound.get(i);
      short heard =
          switch (from) {
            case A_LAW -> G711.linearOfALaw(code);
            case MU_LAW -> G711.linearOfMuLaw(code);
            case G722 -> decoderOf(decoding).decodeNarrow(code);
            case KEYS, UNKNOWN -> 0;
          };
      short mixed = whisper.over(heard);
      sound.put(
          i,
          switch (to) {
            case PCMA -> G711.aLaw(mixed);
            case PCMU -> G711.muLaw(mixed);
            case G722 -> encoder().encodeNarrow(mixed);
          });
    }
  }

  private void ofALaw(ByteBuffer sound, int start, int end, AudioCodec to) {
    switch (to) {
      case PCMA -> {
        // As it is.
      }
      case PCMU -> G711.aLawToMuLaw(sound, start, end);
      case G722 -> {
        G722Encoder encoder = encoder();
        for (int i = start; i < end; i++) {
          sound.put(i, encoder.encodeNarrow(G711.linearOfALaw(sound.get(i))));
        }
      }
    }
  }

  private void ofMuLaw(ByteBuffer sound, int start, int end, AudioCodec to) {
    switch (to) {
      case PCMU -> {
        // As it is.
      }
      case PCMA -> G711.muLawToALaw(sound, start, end);
      case G722 -> {
        G722Encoder encoder = encoder();
        for (int i = start; i < end; i++) {
          sound.put(i, encoder.encodeNarrow(G711.linearOfMuLaw(sound.get(i))));
        }
      }
    }
  }

  private void ofG722(ByteBuffer sound, int start, int end, AudioCodec to, Object source) {
    switch (to) {
      case G722 -> {
        // As it is.
      }
      case PCMA -> {
        G722Decoder decoder = decoderOf(source);
        for (int i = start; i < end; i++) {
          sound.put(i, G711.aLaw(decoder.decodeNarrow(sound.get(i))));
        }
      }
      case PCMU -> {
        G722Decoder decoder = decoderOf(source);
        for (int i = start; i < end; i++) {
          sound.put(i, G711.muLaw(decoder.decodeNarrow(sound.get(i))));
        }
      }
    }
  }

  private G722Decoder decoderOf(Object source) {
    if (decoder.isEmpty()) {
      decoder = Optional.of(new G722Decoder());
    }
    if (decoded != source) {
      decoded = source;
      decoder.get().reset();
    }
    return decoder.get();
  }
}
