package org.paraat.media.srtp;

/**
 * Encrypts packets in place with one set of session keys.
 *
 * <p>A packet begins at the first byte of its array, which has room for {@link #MOST_GROWTH} more.
 */
interface Transform {
  /** Of a control packet: index and tag. */
  int MOST_GROWTH = 20;

  /** What {@link #open} says of a packet that its sender did not write. */
  int FORGED = -1;

  /**
   * @param header bytes that stay readable
   * @param index of the packet: 48 bits
   * @return the new length
   */
  int seal(byte[] packet, int header, int length, int ssrc, long index);

  /**
   * @return the new length, or {@link #FORGED}: then nothing was decrypted
   */
  int open(byte[] packet, int header, int length, int ssrc, long index);

  /**
   * @param index 31 bits
   * @return the new length
   */
  int sealControl(byte[] packet, int length, int ssrc, int index);

  /**
   * Takes the index with its bit for encryption from {@link #controlIndexAt}.
   *
   * @return the new length, or {@link #FORGED}
   */
  int openControl(byte[] packet, int length, int ssrc);

  /** Where the index word of a control packet stands; negative when the packet is too short. */
  int controlIndexAt(int length);
}
