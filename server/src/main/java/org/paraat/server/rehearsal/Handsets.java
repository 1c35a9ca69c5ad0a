package org.paraat.server.rehearsal;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.SipAddress;

/** The phones of a rehearsal, which share one port; their users are their secrets. */
final class Handsets implements SipHandler, AutoCloseable {
  private final Outlet outlet;
  private final Murmur murmur;
  private final Map<String, Handset> handsets = new HashMap<>();
  private final AtomicInteger lampsTold = new AtomicInteger();

  Handsets(NettyLoop loop, Murmur murmur) {
    this.murmur = murmur;
    outlet = new Outlet(loop, this);
  }

  /** Registers each of them. */
  void register(SipAddress platform, Runnable registered) {
    for (String user : RehearsedOrganisation.phones()) {
      outlet.execute(
          () -> {
            Handset.Habit habit = RehearsedOrganisation.habitOf(user);
            handsets.put(user, new Handset(user, habit, outlet, platform, murmur));
            send(of("REGISTER", user, "", platform), registered);
          });
    }
  }

  /** Watches the lamp of somebody or something. */
  void watch(String user, String what, SipAddress platform) {
    outlet.execute(
        () ->
            send(
                of("SUBSCRIBE", user, what, platform)
                    .with("Event", "dialog")
                    .with("Accept", "application/dialog-info+xml"),
                () -> {}));
  }

  private OutgoingRequest of(String method, String user, String whom, SipAddress platform) {
    var self = new Party("", user, Optional.of(platform.host()));
    String target =
        whom.isEmpty()
            ? "sip:" + platform.host() + ":" + platform.port()
            : Outlet.uri(whom, platform);
    OutgoingRequest request = OutgoingRequest.of(method, target, outlet.to(platform), self);
    return (whom.isEmpty() ? request.addressedTo(self) : request)
        .with("Contact", "<sip:" + user + "@127.0.0.1:" + outlet.port() + ">")
        .with("Expires", "600")
        .givingUpAfter(Duration.ofSeconds(2))
        .provingBy(new ClientCredentials(user, user));
  }

  private void send(OutgoingRequest request, Runnable answered) {
    outlet.endpoint().send(request, new WhenAnswered(answered));
  }

  /** On the loop only. */
  Handset handset(String user) {
    return handsets.get(user);
  }

  /** How many NOTIFYs of lamps came so far. */
  int lampsTold() {
    return lampsTold.get();
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    Handset called = handsets.get(SipUris.user(invite.message().getRequestURI()));
    if (called == null) {
      invite.refuse(404, "Not Found", List.of());
    } else {
      called.isCalled(invite);
    }
  }

  @Override
  public void onRequest(IncomingRequest request) {
    request.respond(200, "OK");
  }

  /** What a lamp shows. */
  @Override
  public void onStrayRequest(IncomingRequest request) {
    lampsTold.incrementAndGet();
    request.respond(200, "OK");
  }

  @Override
  public void close() {
    outlet.close();
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
