package org.paraat.sip.message;

/** Why something that came in was thrown away. */
public enum Drop {
  /** Bytes that are no message, or not enough of one to be answered. */
  UNREADABLE,
  /** A request that was answered with 400, 416 or 505. */
  REFUSED_AS_MALFORMED,
  /** Bytes of a stream that lost its framing, or a message beyond the bounds. */
  BROKEN_STREAM,
  /** A response to nothing that we sent. */
  STRAY_RESPONSE,
  /** An ACK to nothing that we answered. */
  STRAY_ACK,
  /** A table of transactions or dialogs was full. */
  TABLE_FULL,
  /** We failed while handling it: a defect of ours. */
  OUR_DEFECT
}
