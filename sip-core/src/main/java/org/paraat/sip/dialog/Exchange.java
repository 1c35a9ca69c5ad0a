package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transport.Loop;

/** A request outside any dialog until its end: with patience, and an answer to one challenge. */
final class Exchange {
  private final Wire wire;
  private final OutgoingRequest spec;
  private final GenericURI target;
  private final String callId;
  private final LongSupplier sequence;
  private final ResponseListener listener;
  private final From from;
  private final To to;
  private final Loop.Timer patience;
  private boolean isProven;
  private boolean isOver;

  Exchange(
      Wire wire,
      OutgoingRequest spec,
      GenericURI target,
      String callId,
      LongSupplier sequence,
      ResponseListener listener) {
    this.wire = wire;
    this.spec = spec;
    this.target = target;
    this.callId = callId;
    this.sequence = sequence;
    this.listener = listener;
    Parties parties = new Parties(spec.flow());
    from = parties.from(spec.from(), wire.tokens().token());
    to = spec.to().map(parties::to).orElseGet(() -> SipMessages.to("", target));
    patience = wire.loop().schedule(spec.patience(), () -> finish(listener::onTimeout));
  }

  void send(List<HeaderLine> proof) {
    SIPRequest request =
        SipMessages.request(
            spec.method(), target, from, to, SipMessages.callId(callId), sequence.getAsLong());
    if (spec.headers().stream().noneMatch(line -> line.name().equalsIgnoreCase("Contact"))) {
      wire.own().addContact(request, spec.flow().local());
    }
    wire.own().dress(request);
    spec.headers().forEach(header -> SipMessages.add(request, header));
    if (proof.isEmpty()) {
      spec.proofs()
          .flatMap(known -> known.ahead(request, wire.tokens()))
          .ifPresent(header -> SipMessages.add(request, header));
    }
    proof.forEach(header -> SipMessages.add(request, header));
    spec.body().ifPresent(body -> SipMessages.carry(request, body));
    wire.transactions().send(request, spec.flow(), new Heard(request));
  }

  private void finish(Runnable told) {
    if (!isOver) {
      isOver = true;
      patience.cancel();
      told.run();
    }
  }

  /** What comes of one request; a challenged one is followed by another. */
  private final class Heard implements ClientListener {
    private final SIPRequest request;

    private Heard(SIPRequest request) {
      this.request = request;
    }

    @Override
    public void onResponse(SIPResponse response) {
      if (response.getStatusCode() >= 200 && !isOver && !proves(response)) {
        finish(() -> listener.onResponse(response));
      }
    }

    private boolean proves(SIPResponse response) {
      if (isProven || spec.proofs().isEmpty()) {
        return false;
      }
      Optional<HeaderLine> proof = spec.proofs().get().answer(request, response, wire.tokens());
      isProven = proof.isPresent();
      proof.ifPresent(line -> send(List.of(line)));
      return proof.isPresent();
    }

    @Override
    public void onTimeout() {
      finish(listener::onTimeout);
    }

    @Override
    public void onUnreachable(String because) {
      finish(() -> listener.onUnreachable(because));
    }
  }
}
