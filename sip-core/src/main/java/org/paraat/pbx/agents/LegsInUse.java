package org.paraat.pbx.agents;

import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** What phones and people are used for at this moment, read from the legs that exist. */
public interface LegsInUse {

  /** Legs to or from the person, wherever they sit. */
  Use ofPerson(ExtensionNumber person);

  /** Legs to or from the device, whoever sits there. */
  Use ofDevice(DeviceId device);

  /** Whether there is a leg to or from this outside number. */
  boolean isEngaged(PhoneNumber outside);

  /** The busiest thing that legs are used for. */
  enum Use {
    NOTHING,
    RINGING,
    /** In conversation, or dialling. */
    TALKING;

    Use orBusier(Use other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }
}
