package org.paraat.sip.subscription;

import java.util.Optional;
import org.paraat.sip.message.Body;

/** How something stands, in full; equal when there is nothing new to tell. */
public interface Content {

  /**
   * @param version rises from one NOTIFY of a subscription to the next
   * @param before what the same subscriber was told last
   */
  Body written(long version, Optional<Content> before);
}
