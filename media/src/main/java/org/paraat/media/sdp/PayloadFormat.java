package org.paraat.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one RTP payload type number means in one description.
 *
 * @param number 0-127
 * @param encoding as in a=rtpmap; empty when neither the description nor RFC 3551 tells us
 * @param clockRate ticks a second of the RTP timestamp
 * @param parameters the value of a=fmtp, or empty
 */
public record PayloadFormat(
    int number, String encoding, int clockRate, int channels, String parameters) {

  static final String TELEPHONE_EVENT = "telephone-event";

  private static final List<Optional<AudioCodec>> OURS =
      Stream.of(AudioCodec.values()).map(Optional::of).toList();

  static PayloadFormat of(AudioCodec codec, int number) {
    return new PayloadFormat(number, codec.name(), AudioCodec.CLOCK_RATE, 1, "");
  }

  /** Keys 0-9, *, #, A-D (RFC 4733 events 0-15). */
  static PayloadFormat telephoneEvents(int number) {
    return new PayloadFormat(number, TELEPHONE_EVENT, AudioCodec.CLOCK_RATE, 1, "0-15");
  }

  /** What a number means when there is no a=rtpmap for it. */
  static PayloadFormat byNumberAlone(int number) {
    for (AudioCodec codec : AudioCodec.values()) {
      if (codec.staticNumber() == number) {
        return of(codec, number);
      }
    }
    return new PayloadFormat(number, "", 0, 1, "");
  }

  /** The codec of ours that this is, if it is one. */
  public Optional<AudioCodec> codec() {
    for (Optional<AudioCodec> codec : OURS) {
      if (is(codec.orElseThrow())) {
        return codec;
      }
    }
    return Optional.empty();
  }

  boolean is(AudioCodec codec) {
    return clockRate == AudioCodec.CLOCK_RATE
        && channels == 1
        && encoding.equalsIgnoreCase(codec.name());
  }

  /** Whether keys can be sent this way beside G.711: RFC 4733 wants the clock of the audio. */
  public boolean isTelephoneEvent() {
    return clockRate == AudioCodec.CLOCK_RATE && encoding.equalsIgnoreCase(TELEPHONE_EVENT);
  }
}
