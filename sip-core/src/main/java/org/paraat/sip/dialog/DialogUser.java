package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transaction.PlainServerTransaction;
import org.paraat.sip.transport.Flow;

/** Who takes what a peer sends within one dialog. */
interface DialogUser {

  void onReinvite(InviteServerTransaction invite);

  /** Any request but INVITE, ACK and CANCEL. */
  void onRequest(PlainServerTransaction transaction);

  void onAck(SIPRequest ack);

  void onFlowClosed(Flow closed);

  /** Empty while there is none. */
  Optional<Dialog> dialog();
}
