package org.paraat.engine.journal;

/** How values of one type are written and read. */
interface Codec {

  void write(Object value, BinaryOutput out);

  Object read(BinaryInput in);

  /** The shape of what is written, in words: two codecs with the same shape read each other. */
  String shape();
}
