package org.paraat.pbx;

/** All state of a PBX at one moment; can be restored any number of times. */
public final class Snapshot {
  static final int VERSION = 1;

  private final int version;
  private final Pbx frozen;

  Snapshot(int version, Pbx frozen) {
    this.version = version;
    this.frozen = frozen;
  }

  /** Of the shape of the state: a PBX restores only its own. */
  public int version() {
    return version;
  }

  Pbx thaw() {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "snapshot of version " + version + ", this PBX reads " + VERSION);
    }
    return frozen.fork();
  }
}
