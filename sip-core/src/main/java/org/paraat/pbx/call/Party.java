package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** Who is at the other end of a leg. */
public sealed interface Party {
  /**
   * As the history names it: the person's extension, else the phone; a number as it is dialled
   * here.
   */
  default String name(Directory directory) {
    return switch (this) {
      case AtPhone(var device, var person) ->
          person.map(ExtensionNumber::digits).orElse(device.user());
      case Outside(var number) -> number.nationalIn(directory.organisation().countryCode());
      case EmergencyServices(var dialled) -> dialled;
      case Stranger _ -> "";
    };
  }

  /**
   * A phone of ours.
   *
   * @param person who was logged in there when the leg began
   */
  record AtPhone(DeviceId device, Optional<ExtensionNumber> person) implements Party {
    /** The person's extension, else the phone. */
    @Override
    public String toString() {
      return person.map(p -> p + " at " + device).orElse(device.toString());
    }
  }

  /** A number outside, over whichever trunk. */
  record Outside(PhoneNumber number) implements Party {
    @Override
    public String toString() {
      return number.toString();
    }
  }

  /** The emergency services. */
  record EmergencyServices(String dialled) implements Party {
    @Override
    public String toString() {
      return dialled;
    }
  }

  /** Somebody who calls in and shows no number that can be dialled back. */
  record Stranger() implements Party {
    @Override
    public String toString() {
      return "a withheld number";
    }
  }
}
