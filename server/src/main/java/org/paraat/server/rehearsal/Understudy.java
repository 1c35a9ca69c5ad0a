package org.paraat.server.rehearsal;

import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Plays the carriers or phones of a rehearsal: calls, answers whoever calls, says a little. */
final class Understudy implements AutoCloseable {
  private final NettyLoop loop;
  private final NettyTransports transports;
  private final SipEndpoint endpoint;
  private final Murmur murmur;

  Understudy(NettyLoop loop, Murmur murmur) {
    this.loop = loop;
    this.murmur = murmur;
    transports =
        new NettyTransports(loop, ListenSettings.on(new InetSocketAddress("127.0.0.1", 0)));
    endpoint =
        new SipEndpoint(
            loop,
            transports,
            new SecureRandom(),
            SipSettings.standard().called("Paraat rehearsal"),
            new Answering(),
            SipTap.NONE);
    endpoint.start();
  }

  int port() {
    return transports.listening(Transport.UDP).orElseThrow().port();
  }

  /** Registers a phone whose secret is its name. */
  void register(String phone, SipAddress platform, Runnable registered) {
    var self = new Party("", phone, Optional.of(platform.host()));
    OutgoingRequest request =
        OutgoingRequest.of(
                "REGISTER",
                "sip:" + platform.host() + ":" + platform.port(),
                transports.to(platform),
                self)
            .addressedTo(self)
            .with("Contact", "<sip:" + phone + "@127.0.0.1:" + port() + ">")
            .with("Expires", "600")
            .givingUpAfter(Duration.ofSeconds(2))
            .provingBy(new ClientCredentials(phone, phone));
    loop.execute(() -> endpoint.send(request, new WhenAnswered(registered)));
  }

  /** Calls, talks for a while, hangs up. */
  void call(String number, SipAddress platform, Duration talk, Runnable over) {
    loop.execute(
        () -> {
          Flow flow = transports.to(platform);
          var from = new Party("", "0612345678", Optional.of("127.0.0.1"));
          String target = "sip:" + number + "@" + platform.host() + ":" + platform.port();
          var leg = new Calling(talk, over);
          leg.dialog =
              endpoint.invite(OutgoingInvite.to(target, flow, from, murmur.description()), leg);
        });
  }

  @Override
  public void close() {
    transports.close();
  }

  private final class Calling implements InviteListener {
    private final Duration talk;
    private final Runnable over;
    private InviteDialog dialog;

    Calling(Duration talk, Runnable over) {
      this.talk = talk;
      this.over = over;
    }

    @Override
    public void onAnswered(Optional<String> sdp) {
      sdp.ifPresent(murmur::speakTo);
      loop.schedule(
          talk,
          () -> {
            dialog.hangUp(Optional.empty());
            over.run();
          });
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

  private record WhenAnswered(Runnable then) implements ResponseListener {
    @Override
    public void onResponse(SIPResponse response) {
      then.run();
    }

    @Override
    public void onTimeout() {
      then.run();
    }

    @Override
    public void onUnreachable(String because) {
      then.run();
    }
  }
}
