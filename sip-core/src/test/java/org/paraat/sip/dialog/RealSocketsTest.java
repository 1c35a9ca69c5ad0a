package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** One call over the loopback, on sockets and a loop as in production. */
class RealSocketsTest {
  private final NettyLoop loop = new NettyLoop("sip-test", InstantSource.system());
  private final End caller = new End();
  private final End callee = new End();

  @AfterEach
  void close() {
    caller.transports.close();
    callee.transports.close();
    loop.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void aCallIsSetUpAndTornDown(Transport transport) throws InterruptedException {
    SipAddress target = callee.transports.listening(transport).orElseThrow();
    loop.execute(
        () ->
            caller.leg =
                caller.endpoint.invite(
                    OutgoingInvite.to(
                        "sip:callee@127.0.0.1:" + target.port(),
                        caller.transports.to(target),
                        Party.of("", "caller"),
                        Peer.OFFER),
                    caller));
    assertEquals("invited", callee.next());
    assertEquals("trying", caller.next());
    assertEquals("ringing", caller.next());
    loop.execute(() -> callee.leg.answer(Peer.ANSWER));
    assertEquals("answered", caller.next());
    assertEquals("confirmed", callee.next());
    loop.execute(() -> callee.leg.hangUp(Optional.of(Reason.sip(200, "Done"))));
    assertEquals("ended BYE Done", caller.next());
  }

  private final class End implements SipHandler, InviteListener {
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final NettyTransports transports =
        new NettyTransports(
            loop, ListenSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    private final SipEndpoint endpoint =
        new SipEndpoint(
            loop, transports, new SecureRandom(), SipSettings.standard(), this, SipTap.NONE);
    private volatile InviteDialog leg;

    private End() {
      endpoint.start();
    }

    private String next() throws InterruptedException {
      return String.valueOf(notes.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public void onInvite(IncomingInvite invite) {
      leg = invite.open(this);
      leg.ring();
      notes.add("invited");
    }

    @Override
    public void onRequest(IncomingRequest request) {
      request.respond(500, "Unexpected", List.of(), Optional.empty());
    }

    @Override
    public void onTrying() {
      notes.add("trying");
    }

    @Override
    public void onRinging() {
      notes.add("ringing");
    }

    @Override
    public void onAnswered(Optional<String> sdp) {
      notes.add("answered");
    }

    @Override
    public void onConfirmed() {
      notes.add("confirmed");
    }

    @Override
    public void onFailed(InviteFailure failure) {
      notes.add("failed " + failure);
    }

    @Override
    public void onReoffer(Optional<String> sdp) {
      notes.add("reoffer");
    }

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {
      notes.add("ended " + end + reason.map(why -> " " + why.text()).orElse(""));
    }
  }
}
