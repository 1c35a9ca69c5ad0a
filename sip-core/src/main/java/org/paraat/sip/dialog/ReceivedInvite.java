package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.InviteServerTransaction;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** An INVITE outside any dialog on its transaction. */
final class ReceivedInvite implements IncomingInvite {
  private final Wire wire;
  private final InviteServerTransaction transaction;
  private final Loop.Timer limit;
  private boolean isOpened;

  ReceivedInvite(Wire wire, InviteServerTransaction transaction) {
    this.wire = wire;
    this.transaction = transaction;
    limit =
        wire.loop()
            .schedule(
                wire.settings().longestUnanswered(),
                () -> refuse(480, "Temporarily Unavailable", List.of()));
    transaction.listen(cancel -> refuse(487, "Request Terminated", List.of()));
  }

  @Override
  public SIPRequest message() {
    return transaction.request();
  }

  @Override
  public Flow flow() {
    return transaction.flow();
  }

  @Override
  public Optional<String> sdp() {
    return Headers.sdp(message());
  }

  @Override
  public void refuse(int status, String reasonPhrase, List<HeaderLine> headers) {
    if (isOpened) {
      throw new IllegalStateException("a leg was opened for this call: reject that");
    }
    limit.cancel();
    if (!transaction.isUnanswered()) {
      return;
    }
    SIPResponse response = transaction.response(status, reasonPhrase);
    wire.own().dress(response);
    headers.forEach(header -> SipMessages.add(response, header));
    transaction.respond(response);
  }

  @Override
  public InviteDialog open(InviteListener listener) {
    if (isOpened) {
      throw new IllegalStateException("a leg was opened for this call already");
    }
    isOpened = true;
    limit.cancel();
    return IncomingLeg.open(wire, transaction, listener);
  }
}
