package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;

/** How urgent its sender says that a call is (RFC 4412), in the emergency services' own words. */
public final class ResourcePriority {
  public static final String HEADER = "Resource-Priority";

  /** The namespace of RFC 7135; its higher values are for the networks between the services. */
  public static final List<String> UNDERSTOOD = List.of("esnet.0", "esnet.1", "esnet.2");

  private ResourcePriority() {}

  /** Whether it claims a priority that means something here. */
  public static boolean isClaimed(SIPMessage message) {
    return message.getHeader(HEADER) != null
        && UNDERSTOOD.stream().anyMatch(value -> Headers.lists(message, HEADER, value));
  }
}
