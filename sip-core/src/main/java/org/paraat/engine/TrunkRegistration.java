package org.paraat.engine;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.RegistrationState;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.digest.Proofs;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.SipAddress;

/**
 * Tells one carrier where we are (RFC 3261 10.2), and again at three quarters of the time that it
 * grants; a carrier that fails is asked again after ever longer times, on one peer after the other.
 */
final class TrunkRegistration {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(4);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(2);
  private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMinutes(30);
  private static final Duration LOST_CONNECTION = Duration.ofSeconds(1);
  private static final Duration LEAST_GRANTED = Duration.ofSeconds(10);
  private static final int MOST_RAISES = 2;

  private final Trunk trunk;
  private final Trunk.Account account;
  private final Loop loop;
  private final SipEndpoint sip;
  private final Supplier<List<TrunkLine>> lines;
  private final Teller teller;
  private Optional<ClientCredentials> credentials;
  private Optional<Proofs> proofs;
  private RegistrationState state = RegistrationState.REGISTERING;
  private Optional<Loop.Timer> next = Optional.empty();
  private Optional<Flow> path = Optional.empty();
  private Optional<SipAddress> here = Optional.empty();
  private Instant grantedUntil = Instant.MIN;
  private Duration wanted;
  private Duration retry = FIRST_RETRY;
  private Duration refusalRetry = AFTER_REFUSAL;
  private int line;
  private int raises;
  private long tries;
  private boolean isAwaitingLines;
  private boolean isEnded;

  /** Who hears how far we are. */
  interface Teller {
    void told(RegistrationState state, String because);
  }

  TrunkRegistration(
      Trunk trunk,
      Loop loop,
      SipEndpoint sip,
      Supplier<List<TrunkLine>> lines,
      Optional<ClientCredentials> credentials,
      Teller teller) {
    this.trunk = trunk;
    this.account = trunk.account().orElseThrow();
    this.loop = loop;
    this.sip = sip;
    this.lines = lines;
    this.credentials = credentials;
    this.proofs = credentials.map(Proofs::new);
    this.teller = teller;
    this.wanted = account.registeredFor();
  }

  /** Whether it says what is configured now. */
  boolean isFor(Trunk now) {
    return now != null
        && now.account().equals(trunk.account())
        && now.peering().reachesAs(trunk.peering());
  }

  /** The secret may be another now: a carrier that refused us hears that at once. */
  void provesBy(Optional<ClientCredentials> current) {
    if (!current.equals(credentials)) {
      credentials = current;
      proofs = current.map(Proofs::new);
      refusalRetry = AFTER_REFUSAL;
      register();
    }
  }

  boolean isRegistered() {
    return state == RegistrationState.REGISTERED;
  }

  void begin() {
    register();
  }

  /** What is under way, or is put off for a reason, is not hurried by servers that change. */
  void linesChanged() {
    line = 0;
    if (isAwaitingLines) {
      register();
    }
  }

  /** The connection that the carrier was to call us by is gone. */
  void flowClosed(Flow flow) {
    if (flow.isReliable() && path.filter(flow::equals).isPresent() && !isEnded) {
      path = Optional.empty();
      after(LOST_CONNECTION);
    }
  }

  /** The carrier forgets us, if it hears this. */
  void end() {
    boolean wasRegistered = isRegistered();
    isEnded = true;
    next.ifPresent(Loop.Timer::cancel);
    List<TrunkLine> known = lines.get();
    if (wasRegistered && !known.isEmpty()) {
      send(known.get(line % known.size()), Duration.ZERO, ResponseListener.IGNORED);
    }
  }

  private void register() {
    next.ifPresent(Loop.Timer::cancel);
    List<TrunkLine> known = lines.get();
    isAwaitingLines = known.isEmpty(); // the name is being looked up
    if (isEnded || isAwaitingLines) {
      return;
    }
    send(known.get(line % known.size()), wanted, new Try(++tries));
  }

  private void send(TrunkLine to, Duration expires, ResponseListener listener) {
    Flow flow;
    try {
      flow = to.flow();
    } catch (IllegalArgumentException notSpoken) {
      listener.onUnreachable(notSpoken.getMessage());
      return;
    }
    path = Optional.of(flow);
    here = Optional.of(flow.local());
    var us = to.of("", account.user());
    var request =
        OutgoingRequest.of("REGISTER", "sip:" + to.registrar(), flow, us)
            .addressedTo(us)
            .with("Contact", contact(flow.local()))
            .with("Expires", String.valueOf(expires.toSeconds()))
            .givingUpAfter(PATIENCE);
    sip.send(proofs.map(request::provingBy).orElse(request), listener);
  }

  private String contact(SipAddress local) {
    String transport =
        switch (trunk.peering().transport()) {
          case UDP -> "";
          case TCP -> ";transport=tcp";
          case TLS -> ";transport=tls";
        };
    String uri = SipUris.sip(account.user(), local.host() + ':' + local.port());
    return '<' + uri + transport + '>';
  }

  /** Waits for what one REGISTER brings; what an older one brings counts no more. */
  private final class Try implements ResponseListener {
    private final long number;

    private Try(long number) {
      this.number = number;
    }

    @Override
    public void onResponse(SIPResponse response) {
      if (number != tries || isEnded) {
        return;
      }
      int status = response.getStatusCode();
      switch (status) {
        case 423 -> raise(response);
        case 401, 403, 404, 407 -> refused(status);
        default -> {
          if (status < 300) {
            granted(response);
          } else {
            failed("it answers " + status, Headers.retryAfter(response));
          }
        }
      }
    }

    @Override
    public void onTimeout() {
      onUnreachable("no answer");
    }

    @Override
    public void onUnreachable(String because) {
      if (number == tries && !isEnded) {
        failed(because, Optional.empty());
      }
    }
  }

  private void granted(SIPResponse response) {
    Duration granted = GrantedTime.in(response, account.user(), here.orElseThrow()).orElse(wanted);
    granted = granted.compareTo(LEAST_GRANTED) < 0 ? LEAST_GRANTED : granted;
    grantedUntil = loop.now().plus(granted);
    raises = 0;
    retry = FIRST_RETRY;
    refusalRetry = AFTER_REFUSAL;
    after(granted.multipliedBy(3).dividedBy(4));
    become(RegistrationState.REGISTERED, "for " + granted.toSeconds() + " s each time");
  }

  private void raise(SIPResponse response) {
    OptionalInt least = Headers.number(response, "Min-Expires", GrantedTime.MOST_SECONDS);
    if (least.isEmpty() || least.getAsInt() <= wanted.toSeconds() || raises >= MOST_RAISES) {
      failed("it wants a time that it does not tell", Optional.empty());
      return;
    }
    raises++;
    wanted = Duration.ofSeconds(least.getAsInt());
    register();
  }

  private void refused(int status) {
    path = Optional.empty(); // that it closes now must not shorten the wait
    String because =
        proofs.isEmpty()
            ? "it answers " + status + ", and no secret is set"
            : "it answers " + status;
    after(refusalRetry);
    refusalRetry = twice(refusalRetry, LONGEST_AFTER_REFUSAL);
    become(RegistrationState.REFUSED, because);
  }

  private void failed(String because, Optional<Duration> retryAfter) {
    path = Optional.empty(); // as in refused
    int peers = Math.max(1, lines.get().size());
    line = (line + 1) % peers;
    raises = 0;
    boolean wereAllTried = line == 0;
    Duration wait = wereAllTried ? retry : LOST_CONNECTION;
    if (wereAllTried) {
      retry = twice(retry, LONGEST_RETRY);
    }
    Duration asked = retryAfter.orElse(Duration.ZERO);
    if (peers == 1 && asked.compareTo(wait) > 0) {
      wait = asked.compareTo(LONGEST_AFTER_REFUSAL) > 0 ? LONGEST_AFTER_REFUSAL : asked;
    }
    after(wait);
    if (isRegistered() && loop.now().isBefore(grantedUntil)) {
      become(RegistrationState.REGISTERED, "still, though it could not be renewed: " + because);
    } else {
      become(RegistrationState.UNREACHABLE, because);
    }
  }

  private static Duration twice(Duration time, Duration most) {
    Duration twice = time.multipliedBy(2);
    return twice.compareTo(most) > 0 ? most : twice;
  }

  private void after(Duration time) {
    next.ifPresent(Loop.Timer::cancel);
    next = Optional.of(loop.schedule(time, this::register));
  }

  private void become(RegistrationState now, String because) {
    state = now;
    teller.told(now, because);
  }
}
