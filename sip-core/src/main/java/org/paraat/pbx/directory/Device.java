package org.paraat.pbx.directory;

import org.paraat.pbx.vocabulary.DeviceId;

/** A phone: it registers with its own secret, whoever sits there. */
public record Device(DeviceId id, Kind kind) {

  public enum Kind {
    DESK_PHONE,
    SOFTPHONE,
    BROWSER_PHONE
  }
}
