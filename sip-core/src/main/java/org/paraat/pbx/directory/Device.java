package org.paraat.pbx.directory;

import org.paraat.pbx.vocabulary.DeviceId;

/**
 * A phone: it registers with its own secret, whoever sits there.
 *
 * @param encryption of its sound
 * @param silenceWatch whether a leg to it ends when nothing is heard of it
 */
public record Device(DeviceId id, Kind kind, Encryption encryption, SilenceWatch silenceWatch) {

  /** A phone that is offered encryption, which one that does not know it passes over. */
  public Device(DeviceId id, Kind kind) {
    this(id, kind, Encryption.OFFERED);
  }

  public Device(DeviceId id, Kind kind, Encryption encryption) {
    this(id, kind, encryption, SilenceWatch.ON);
  }

  public enum Kind {
    DESK_PHONE,
    SOFTPHONE,
    BROWSER_PHONE
  }
}
