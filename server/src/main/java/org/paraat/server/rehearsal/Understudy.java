package org.paraat.server.rehearsal;

import java.util.Optional;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.message.Reason;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.SipAddress;

/** Plays a carrier of a rehearsal: calls, answers whoever calls, says a little. */
final class Understudy implements AutoCloseable {
  private final Outlet outlet;
  private final Murmur murmur;

  Understudy(NettyLoop loop, Murmur murmur) {
    this.murmur = murmur;
    outlet = new Outlet(loop, new Answering());
  }

  int port() {
    return outlet.port();
  }

  /**
   * Calls and says a little; on the loop only.
   *
   * @param answered somebody is there, or music
   * @param over it came to nothing, or the other side has hung up
   */
  Calling call(String number, SipAddress platform, Runnable answered, Runnable over) {
    var from = new Party("", "0612345678", Optional.of("127.0.0.1"));
    var leg = new Calling(answered, over);
    leg.dialog =
        outlet
            .endpoint()
            .invite(
                OutgoingInvite.to(
                    Outlet.uri(number, platform), outlet.to(platform), from, murmur.description()),
                leg);
    return leg;
  }

  @Override
  public void close() {
    outlet.close();
  }

  /** Somebody who calls. */
  final class Calling implements InviteListener {
    private final Runnable answered;
    private final Runnable over;
    private InviteDialog dialog;

    private Calling(Runnable answered, Runnable over) {
      this.answered = answered;
      this.over = over;
    }

    /** Harmless when it is over. */
    void hangUp() {
      if (!dialog.isEnded()) {
        dialog.hangUp(Optional.empty());
      }
    }

    @Override
    public void onAnswered(Optional<String> sdp) {
      sdp.ifPresent(murmur::speakTo);
      answered.run();
    }

    @Override
    public void onFailed(InviteFailure failure) {
      over.run();
    }

    @Override
    public void onReoffer(Optional<String> sdp) {
      dialog.answerReoffer(murmur.description());
    }

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {
      over.run();
    }
  }

  private final class Answering implements SipHandler {
    @Override
    public void onInvite(IncomingInvite invite) {
      var called = new Called();
      called.dialog = invite.open(called);
      called.dialog.ring();
      called.dialog.answer(murmur.description());
      invite.sdp().ifPresent(murmur::speakTo);
    }

    @Override
    public void onRequest(IncomingRequest request) {
      request.respond(200, "OK");
    }
  }

  private final class Called implements InviteListener {
    private InviteDialog dialog;

    @Override
    public void onAnswered(Optional<String> sdp) {}

    @Override
    public void onFailed(InviteFailure failure) {}

    @Override
    public void onReoffer(Optional<String> sdp) {
      dialog.answerReoffer(murmur.description());
    }

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {}
  }
}
