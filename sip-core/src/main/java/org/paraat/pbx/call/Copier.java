package org.paraat.pbx.call;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Gives the phases of a copied PBX the copy's shared things in place of the original's. */
public final class Copier {
  private final SequencedMap<Object, Object> counterparts = new LinkedHashMap<>();

  /** Remembers which copy belongs to which original; returns the copy. */
  public <T> T pair(T original, T copy) {
    counterparts.put(original, copy);
    return copy;
  }

  /**
   * @throws IllegalStateException when the original was not copied
   */
  public <T> T counterpartOf(T original, Class<T> type) {
    Object copy = counterparts.get(original);
    if (copy == null) {
      throw new IllegalStateException("not copied: " + type.getSimpleName());
    }
    return type.cast(copy);
  }
}
