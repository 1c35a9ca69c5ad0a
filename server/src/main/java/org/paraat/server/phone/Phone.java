package org.paraat.server.phone;

import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/**
 * A phone with one line; usable from any thread. Given a carrier's identity it is a carrier's end
 * of a trunk: it does not register, and answers probes.
 */
public final class Phone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int REGISTERED_SECONDS = 900;
  private static final int MOST_CALLS = 16;

  private final Identity identity;
  private final SipAddress platform;
  private final Recordings recordings;
  private final Loop loop;
  private final Transports transports;
  private final SipEndpoint endpoint;
  private final BlockingQueue<PhoneCall> ringing = new ArrayBlockingQueue<>(MOST_CALLS);
  private final Queue<PhoneCall> calls = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile boolean isRegistered;
  private volatile boolean isBusy;

  /**
   * Begins to listen; not to be called on the loop.
   *
   * @param platform where our calls go
   * @throws java.io.UncheckedIOException when its port is taken
   */
  Phone(
      Identity identity,
      SipAddress platform,
      Recordings recordings,
      Loop loop,
      Transports transports) {
    this.identity = identity;
    this.platform = platform;
    this.recordings = recordings;
    this.loop = loop;
    this.transports = transports;
    SipSettings settings = SipSettings.standard().called("Paraat demo phone").bounded(MOST_CALLS);
    endpoint =
        new SipEndpoint(loop, transports, new SecureRandom(), settings, new Line(), SipTap.NONE);
    endpoint.start();
  }

  /** Where it listens. */
  public int port() {
    return transports.listening(Transport.UDP).orElseThrow().port();
  }

  public String name() {
    return identity.name();
  }

  /** Whether it is a carrier's end of a trunk. */
  public boolean isCarrier() {
    return identity.credentials().isEmpty();
  }

  /** What it says when it talks, in hertz. */
  public int tone() {
    return identity.tone();
  }

  /** Registers; says why that failed, empty when it did not. */
  public Optional<String> register() {
    Optional<String> trouble = register(REGISTERED_SECONDS);
    isRegistered = trouble.isEmpty();
    return trouble;
  }

  /** Takes its registration back. */
  public Optional<String> unregister() {
    isRegistered = false;
    return register(0);
  }

  /** Calls a number as the device that it is. */
  public PhoneCall dial(String number) throws IOException {
    return dial(identity.name(), number, words -> {});
  }

  /**
   * Calls a number as a carrier, showing a caller.
   *
   * @param teller is told each thing that happens in the call, in words
   */
  public PhoneCall dial(String caller, String number, Consumer<String> teller) throws IOException {
    return dial(caller, number, teller, invite -> invite);
  }

  /**
   * Takes the place of who is in a call now (RFC 3891).
   *
   * @param replaces as {@link PhoneCall#replaces} says it, or a lamp
   */
  public PhoneCall takeOver(String number, String replaces) throws IOException {
    return dial(identity.name(), number, words -> {}, invite -> invite.with("Replaces", replaces));
  }

  private PhoneCall dial(
      String caller, String number, Consumer<String> teller, UnaryOperator<OutgoingInvite> addition)
      throws IOException {
    var ear = new Ear(recordings);
    Receiver receiver = Receiver.open(platformFlow().local().address().getAddress(), ear);
    var call =
        new PhoneCall(
            loop,
            receiver,
            ear,
            identity.tone(),
            teller,
            caller,
            number,
            Optional.empty(),
            this::uri);
    calls.add(call);
    Party from = new Party("", caller, Optional.of(platform.host()));
    OutgoingInvite plain =
        addition.apply(OutgoingInvite.to(uri(number), platformFlow(), from, receiver.offer()));
    OutgoingInvite invite = identity.credentials().map(plain::provingBy).orElse(plain);
    loop.execute(() -> call.joined(endpoint.invite(invite, call.listener())));
    return call;
  }

  /** Waits until a call rings here; empty when time is up. */
  public Optional<PhoneCall> awaitsRinging(Duration patience) {
    try {
      return Optional.ofNullable(ringing.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Refuses every call as busy from now on. */
  public void becomesBusy() {
    isBusy = true;
  }

  /** Rings again for whoever calls. */
  public void isFreeAgain() {
    isBusy = false;
  }

  /** Ends without a word to anybody, as a phone whose plug is pulled. */
  public void losesItsPower() {
    if (!isClosed.getAndSet(true)) {
      transports.close();
      calls.forEach(PhoneCall::dies);
      calls.clear();
    }
  }

  /** Whether it has ended, in order or not. */
  public boolean isDead() {
    return isClosed.get();
  }

  /** Hangs up every call. */
  public void hangUp() {
    calls.forEach(PhoneCall::hangUp);
    calls.forEach(call -> call.awaits(PhoneCall.State.ENDED, Duration.ofSeconds(1)));
    calls.clear();
  }

  /** Hangs up what is left and takes the registration back; harmless the second time. */
  @Override
  public void close() {
    if (isClosed.getAndSet(true)) {
      return;
    }
    hangUp();
    if (isRegistered) {
      unregister();
    }
    transports.close();
  }

  private Flow platformFlow() {
    return transports.to(platform);
  }

  private String uri(String number) {
    String user = number.replace("%", "%25").replace("#", "%23").replace("@", "%40");
    return "sip:" + user + "@" + platform.host() + ":" + platform.port();
  }

  private Optional<String> register(int seconds) {
    Party self = new Party("", identity.name(), Optional.of(platform.host()));
    String domain = "sip:" + platform.host() + ":" + platform.port();
    SipAddress here = transports.listening(Transport.UDP).orElseThrow();
    OutgoingRequest plain =
        OutgoingRequest.of("REGISTER", domain, platformFlow(), self)
            .addressedTo(self)
            .with(
                "Contact", "<sip:" + identity.name() + "@" + here.host() + ":" + here.port() + ">")
            .with("Expires", Integer.toString(seconds))
            .givingUpAfter(PATIENCE);
    OutgoingRequest request = identity.credentials().map(plain::provingBy).orElse(plain);
    var outcome = new CompletableFuture<Optional<String>>();
    loop.execute(() -> endpoint.send(request, new Outcome(outcome)));
    try {
      return outcome.get(PATIENCE.toSeconds() + 2, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Optional.of("no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private record Outcome(CompletableFuture<Optional<String>> outcome) implements ResponseListener {
    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      outcome.complete(
          status < 300 ? Optional.empty() : Optional.of(status + " " + response.getReasonPhrase()));
    }

    @Override
    public void onTimeout() {
      outcome.complete(Optional.of("no answer"));
    }

    @Override
    public void onUnreachable(String because) {
      outcome.complete(Optional.of("nobody listens there (" + because + ")"));
    }
  }

  private final class Line implements SipHandler {
    @Override
    public void onInvite(IncomingInvite invite) {
      if (isBusy) {
        invite.refuse(486, "Busy Here", List.of());
        return;
      }
      var ear = new Ear(recordings);
      try {
        Receiver receiver = Receiver.open(invite.flow().local().address().getAddress(), ear);
        String dialled = user(invite.message().getRequestURI());
        String caller = shown(invite.message().getFrom().getAddress());
        var call =
            new PhoneCall(
                loop,
                receiver,
                ear,
                identity.tone(),
                words -> {},
                caller,
                dialled,
                invite.sdp(),
                Phone.this::uri);
        if (!ringing.offer(call)) {
          receiver.close();
          invite.refuse(486, "Busy Here", List.of());
          return;
        }
        calls.add(call);
        call.joined(invite.open(call.listener()));
        call.ring();
      } catch (IOException e) {
        invite.refuse(500, "No Port For Sound", List.of());
      }
    }

    @Override
    public void onRequest(IncomingRequest request) {
      if (request.method().equals("OPTIONS")) {
        request.respond(200, "OK");
      } else {
        request.refuseMethod();
      }
    }

    private static String user(javax.sip.address.URI uri) {
      return uri instanceof SipURI sip && sip.getUser() != null ? sip.getUser() : uri.toString();
    }

    private static String shown(Address address) {
      String name = address.getDisplayName();
      String user = user(address.getURI());
      return name == null || name.isBlank() || name.equals(user) ? user : name + " " + user;
    }
  }
}
