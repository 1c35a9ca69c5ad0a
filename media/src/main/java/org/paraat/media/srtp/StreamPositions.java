package org.paraat.media.srtp;

/** How far the streams of one peer have come: phones begin another one in the middle of a call. */
final class StreamPositions {
  private static final int MOST_STREAMS = 4;

  private final StreamPosition[] positions = new StreamPosition[MOST_STREAMS];
  private StreamPosition spare = new StreamPosition();
  private long packets;

  StreamPositions() {
    for (int i = 0; i < MOST_STREAMS; i++) {
      positions[i] = new StreamPosition();
    }
  }

  /**
   * The position of a stream; of one that is not known yet, a beginning that counts for nothing.
   */
  StreamPosition of(int ssrc) {
    for (StreamPosition position : positions) {
      if (position.isOf(ssrc)) {
        return position;
      }
    }
    spare.begin(ssrc);
    return spare;
  }

  /** Only an authentic packet makes a stream known. */
  void accept(StreamPosition position, long index) {
    position.accept(index, ++packets);
    if (position == spare) {
      int eldest = 0;
      for (int i = 1; i < MOST_STREAMS; i++) {
        if (positions[i].usedAt() < positions[eldest].usedAt()) {
          eldest = i;
        }
      }
      spare = positions[eldest];
      positions[eldest] = position;
    }
  }
}
