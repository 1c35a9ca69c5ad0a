package org.paraat.engine;

import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.message.ResourcePriority;

/**
 * How a call announces itself: the headers that each maker's phones have their own ring for, and
 * those that give it way at a carrier.
 */
final class Ring {
  private static final String EMERGENCY_PREFIX = "SPOED – ";

  private Ring() {}

  /** What stands before the name on the display. */
  static String prefix(Alerting alerting) {
    return switch (alerting) {
      case EMERGENCY, CALL_BACK -> EMERGENCY_PREFIX;
      case ROUTINE, RECALL -> "";
    };
  }

  /** Handsets want the dummy URL. */
  static OutgoingInvite atPhone(OutgoingInvite invite, Alerting alerting) {
    return switch (alerting) {
      case ROUTINE -> invite;
      case RECALL -> invite.with("Alert-Info", "<http://127.0.0.1>;info=recall;x-line-id=0");
      case EMERGENCY, CALL_BACK ->
          urgent(invite)
              .with("Alert-Info", "<http://127.0.0.1>;info=spoed;x-line-id=0")
              .with("Alert-Info", "<urn:alert:priority:high>");
    };
  }

  static OutgoingInvite atCarrier(OutgoingInvite invite, Alerting alerting) {
    return switch (alerting) {
      case ROUTINE, RECALL -> invite;
      case EMERGENCY -> urgent(invite);
      // RFC 7090: whoever called for help is not to be forwarded or screened.
      case CALL_BACK -> invite.with("Priority", "psap-callback");
    };
  }

  private static OutgoingInvite urgent(OutgoingInvite invite) {
    return invite.with("Priority", "emergency").with(ResourcePriority.HEADER, "esnet.1");
  }
}
