package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;

/** The dialog of one subscription to us (RFC 6665), in which we notify. Used on the loop only. */
public final class NotifierDialog {
  private final Wire wire;
  private final Dialog dialog;

  NotifierDialog(Wire wire, Dialog dialog) {
    this.wire = wire;
    this.dialog = dialog;
  }

  /** Call-ID and tags. */
  public DialogId id() {
    return dialog.id();
  }

  /** The path that our next request takes. */
  public Flow flow() {
    return dialog.flow();
  }

  /** Whether that path leads anywhere: a connection that ended does not. */
  public boolean hasPath() {
    return dialog.flow().isOpen();
  }

  /**
   * Takes a refresh by the subscriber, who may have moved (RFC 6665 4.1.2.2).
   *
   * @return whether it came in order
   */
  public boolean isRefreshedBy(IncomingRequest subscribe) {
    SIPRequest message = subscribe.message();
    if (!dialog.takesInOrder(message)) {
      return false;
    }
    dialog.refreshTarget(message);
    dialog.cameBy(subscribe.flow());
    return true;
  }

  /** The subscriber registered by one path, and by another now. */
  public void moved(Flow from, Flow to) {
    dialog.moved(from, to);
  }

  /** The path in use is gone: this one leads to the subscriber. */
  public void takes(Flow other) {
    dialog.moved(dialog.flow(), other);
  }

  /**
   * Sends a NOTIFY.
   *
   * @param number its CSeq, unless it has to be higher because of what was sent before
   */
  public void notify(
      long number, List<HeaderLine> headers, Optional<Body> body, ResponseListener heard) {
    dialog.sequenceReaches(number);
    SIPRequest request = dialog.request("NOTIFY");
    wire.own().addContact(request, dialog.flow().local());
    wire.own().dress(request);
    headers.forEach(header -> SipMessages.add(request, header));
    body.ifPresent(content -> SipMessages.carry(request, content));
    wire.transactions().send(request, dialog.flow(), new FinalResponse(heard));
  }

  /** What has to be known of it to go on with it in a next life of the process. */
  public KeptDialog kept() {
    return dialog.kept();
  }
}
