package org.paraat.engine;

import java.util.Optional;
import org.paraat.pbx.vocabulary.DeviceId;

/** The secrets that phones authenticate with: answered from memory, on a loop. */
public interface Credentials {

  /** Empty when the device has none: it can then neither register nor call. */
  Optional<String> secretOf(DeviceId device);
}
