package org.paraat.pbx.presence;

import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;

/** What a lamp shows something of. */
public sealed interface Subject {

  /** The calls of a person, wherever they sit. */
  record OfPerson(ExtensionNumber person) implements Subject {}

  /** Whether callers wait. */
  record OfQueue(QueueCode queue) implements Subject {}

  /** Whether it stands elsewhere than in its first position. */
  record OfSwitch(SwitchId id) implements Subject {}

  /** Whether somebody is parked there. */
  record OfParkingPlace(int place) implements Subject {}

  /** Whether somebody is logged in at a phone. */
  record LogIn(DeviceId at) implements Subject {}

  /** Whether who is logged in at a phone is paused. */
  record Pause(DeviceId at) implements Subject {}

  /** Whether who is logged in at a phone is signed on to a queue. */
  record Membership(DeviceId at, QueueCode queue) implements Subject {}

  /** How many callers are to be called back by who is logged in at a phone. */
  record Messages(DeviceId at) implements Subject {}

  /**
   * What a phone means with what its key is programmed with: {@code 1202}, {@code 999}, {@code
   * hap}, {@code *1}, {@code *46}, {@code *48*999}, {@code *681}.
   *
   * @param by the phone, to whose own state a code refers
   * @return empty for what no lamp can show
   */
  static Optional<Subject> named(String name, DeviceId by, Directory directory) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    if (name.startsWith("*")) {
      return ofCode(name, by, directory);
    }
    if (directory.extension(new ExtensionNumber(name)).isPresent()) {
      return Optional.of(new OfPerson(new ExtensionNumber(name)));
    }
    if (directory.queue(new QueueCode(name)).isPresent()) {
      return Optional.of(new OfQueue(new QueueCode(name)));
    }
    return directory.switchOf(new SwitchId(name)).map(found -> new OfSwitch(found.id()));
  }

  private static Optional<Subject> ofCode(String dialled, DeviceId by, Directory directory) {
    String code = dialled.endsWith("#") ? dialled.substring(0, dialled.length() - 1) : dialled;
    if (code.startsWith("*48*") && code.length() > 4) {
      return directory
          .queue(new QueueCode(code.substring(4)))
          .map(queue -> new Membership(by, queue.code()));
    }
    return switch (code) {
      case "*1" -> Optional.of(new LogIn(by));
      case "*46", "*49" -> Optional.of(new Pause(by));
      default -> parkingPlace(code);
    };
  }

  private static Optional<Subject> parkingPlace(String code) {
    boolean isOne =
        code.length() == 4
            && code.startsWith("*68")
            && code.charAt(3) >= '1'
            && code.charAt(3) <= '9';
    return isOne ? Optional.of(new OfParkingPlace(code.charAt(3) - '0')) : Optional.empty();
  }
}
