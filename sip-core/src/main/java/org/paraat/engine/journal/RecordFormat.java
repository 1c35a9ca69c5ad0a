package org.paraat.engine.journal;

/** The form on disk of one kind of record, derived from its declaration as the journal's is. */
public final class RecordFormat<T extends Record> {
  private final Class<T> type;
  private final Codec codec;

  /**
   * @param type public, of components that the journal can hold
   */
  public RecordFormat(Class<T> type) {
    this.type = type;
    codec = new DerivedCodecs().codecOf(type);
  }

  /** Another one means that a record written under it cannot be read. */
  public long fingerprint() {
    return TurnCodec.fingerprintOf(codec.shape());
  }

  public byte[] write(T value) {
    var out = new BinaryOutput();
    codec.write(value, out);
    return out.toByteArray();
  }

  /**
   * @throws JournalUnreadable when the bytes are not exactly one such record
   */
  public T read(byte[] bytes) {
    var in = new BinaryInput(bytes);
    T value;
    try {
      value = type.cast(codec.read(in));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new JournalUnreadable("bytes that make no " + type.getSimpleName(), e);
    }
    if (in.hasMore()) {
      throw new JournalUnreadable("more than one " + type.getSimpleName());
    }
    return value;
  }
}
