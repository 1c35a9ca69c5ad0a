package org.paraat.media.sdp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What we choose of what a peer describes. */
final class AudioChoice {
  private static final int USUAL_PTIME = 20;
  private static final int SMALLEST_PTIME = 10;
  private static final int GREATEST_PTIME = 60;
  private static final int[] PTIMES = {10, 20, 30, 40, 60};

  private AudioChoice() {}

  /**
   * The audio stream of an offer that our terms allow: encrypted rather than plain.
   *
   * @return its place; negative when there is none
   */
  static int usable(List<StreamDescription> streams, CryptoTerms terms) {
    int plain = -1;
    for (int i = 0; i < streams.size(); i++) {
      StreamDescription stream = streams.get(i);
      if (isOpen(stream) && terms.chosen(stream).isPresent()) {
        return i;
      }
      boolean mayBePlain = terms.policy() != CryptoPolicy.REQUIRED && stream.isPlainRtp();
      if (isOpen(stream) && mayBePlain && plain < 0) {
        plain = i;
      }
    }
    return plain;
  }

  /** Why there is none, for the party that offered. */
  static String whyNone(List<StreamDescription> streams, CryptoTerms terms) {
    List<StreamDescription> audio = streams.stream().filter(AudioChoice::isOpen).toList();
    if (audio.isEmpty()) {
      return "no audio stream is offered";
    }
    return switch (terms.policy()) {
      case OFF -> "only encrypted audio (SRTP) is offered";
      case OFFERED -> "only audio with a kind of encryption that is not spoken here is offered";
      case REQUIRED -> "encrypted audio (SRTP with a=crypto) is required";
    };
  }

  /** The audio stream of an answer. */
  static StreamDescription accepted(SessionDescription answer) throws NotNegotiable {
    for (StreamDescription stream : answer.streams()) {
      if (isOpen(stream)) {
        return stream;
      }
    }
    throw new NotNegotiable("the answer refuses our audio stream");
  }

  /** Port 0, and nothing else in its place: a fax (T.38) is no hold. */
  static boolean isSwitchedOff(SessionDescription theirs) {
    return theirs.streams().stream().allMatch(stream -> stream.port() == 0)
        && theirs.streams().stream().anyMatch(StreamDescription::isAudio);
  }

  private static boolean isOpen(StreamDescription stream) {
    return stream.isAudio()
        && stream.port() != 0
        && (stream.isPlainRtp() || stream.isEncryptedRtp());
  }

  /**
   * The codec of an answer: one that the other party of the call speaks, or else the peer's first.
   *
   * @param preferred best first
   */
  static PayloadFormat codec(List<PayloadFormat> payloads, List<AudioCodec> preferred)
      throws NotNegotiable {
    for (AudioCodec codec : preferred) {
      for (PayloadFormat format : payloads) {
        if (format.is(codec)) {
          return format;
        }
      }
    }
    for (PayloadFormat format : payloads) {
      if (format.codec().isPresent()) {
        return format;
      }
    }
    throw new NotNegotiable("neither PCMA nor PCMU nor G722");
  }

  /**
   * The codecs of an offer, best first: all that we speak.
   *
   * @param preferred what the other party of the call speaks; empty when nobody knows. Sound that
   *     is narrow there does not become wide here, so then G.722 is the last resort: of a phone
   *     that speaks nothing else.
   */
  static List<AudioCodec> offered(List<AudioCodec> preferred) {
    var codecs = new LinkedHashSet<>(preferred);
    List<AudioCodec> all = List.of(AudioCodec.values());
    if (!preferred.isEmpty()) {
      all.stream().filter(codec -> !codec.isWide()).forEach(codecs::add);
    }
    codecs.addAll(all);
    return List.copyOf(codecs);
  }

  static Optional<PayloadFormat> events(List<PayloadFormat> payloads) {
    for (PayloadFormat format : payloads) {
      if (format.isTelephoneEvent()) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  static boolean speaks(StreamDescription stream, AudioCodec codec) {
    for (PayloadFormat format : stream.payloads()) {
      if (format.is(codec)) {
        return true;
      }
    }
    return false;
  }

  /** As much sound in a packet as the peer likes, in the sizes that phones know. */
  static int frame(StreamDescription theirs) {
    int most = theirs.maxptime().orElse(GREATEST_PTIME);
    int wanted = Math.min(theirs.ptime().orElse(USUAL_PTIME), most);
    int frame = SMALLEST_PTIME;
    for (int size : PTIMES) {
      frame = size <= wanted ? size : frame;
    }
    return frame;
  }
}
