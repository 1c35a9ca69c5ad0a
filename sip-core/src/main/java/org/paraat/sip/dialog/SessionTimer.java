package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.paraat.sip.transport.Loop;

/**
 * Refreshes a session in time where that is ours, and ends one that nobody refreshed (RFC 4028).
 */
final class SessionTimer {
  private static final Loop.Timer NONE = () -> {};

  /** RFC 4028 10: who waits for a refresh ends the session a little early. */
  private static final Duration EARLY = Duration.ofSeconds(32);

  /** Longer than a request may take. */
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(33);

  private static final int NO_SUCH_CALL = 481;

  /** The session that is kept alive. */
  interface Session {
    /** Offers what is agreed once more: the peer knows no UPDATE. */
    void refreshByInvite();

    /** The peer knows nothing of it. */
    void lose();

    void expire();
  }

  private final Loop loop;
  private final SessionTimerSettings settings;
  private final Dialog dialog;
  private final OwnRequests requests;
  private final Session session;
  private Optional<SessionTerms> terms = Optional.empty();
  private Instant end = Instant.MAX;
  private Loop.Timer timer = NONE;
  private boolean isClosed;

  SessionTimer(OwnRequests requests, Session session) {
    this.loop = requests.wire().loop();
    this.settings = requests.wire().settings().sessionTimers();
    this.dialog = requests.dialog();
    this.requests = requests;
    this.session = session;
  }

  /** What is agreed now; empty: the session does not expire. */
  Optional<SessionTerms> terms() {
    return terms;
  }

  /** Takes what a 2xx to an INVITE or UPDATE of ours says. */
  void agree(SIPResponse accepted) {
    if (settings.isOn()) {
      keepTo(SessionTerms.agreedIn(accepted), accepted);
    }
  }

  /** Writes into our 2xx to an INVITE or UPDATE how long the session is to live. */
  void grant(SIPRequest request, SIPResponse accepting) {
    Optional<SessionTerms> granted = SessionTerms.granted(request, settings);
    granted.ifPresent(given -> given.writeInto(accepting, request));
    keepTo(granted, request);
  }

  private void keepTo(Optional<SessionTerms> agreed, SIPMessage saidBy) {
    if (isClosed || agreed.isEmpty()) {
      stop();
    } else {
      dialog.learn(saidBy);
      begin(agreed.get());
    }
  }

  /** Begins to count, or begins anew after a refresh. */
  private void begin(SessionTerms agreed) {
    terms = Optional.of(agreed);
    Duration interval = agreed.interval();
    if (agreed.isOursToRefresh()) {
      end = loop.now().plus(interval);
      waitFor(interval.dividedBy(2));
    } else {
      Duration early = interval.dividedBy(3);
      end = loop.now().plus(interval.minus(early.compareTo(EARLY) < 0 ? early : EARLY));
      waitFor(Duration.between(loop.now(), end));
    }
  }

  /** The session is over. */
  void close() {
    isClosed = true;
    stop();
  }

  private void stop() {
    terms = Optional.empty();
    timer.cancel();
  }

  private void waitFor(Duration pause) {
    timer.cancel();
    timer = loop.schedule(pause, this::due);
  }

  private void due() {
    Duration left = Duration.between(loop.now(), end);
    if (left.isZero() || left.isNegative()) {
      session.expire();
      return;
    }
    // A success begins anew; until then it is tried as long as the session lives.
    Duration pause = terms.orElseThrow().interval().dividedBy(8);
    pause = pause.compareTo(BEFORE_NEXT_TRY) < 0 ? BEFORE_NEXT_TRY : pause;
    waitFor(pause.compareTo(left) < 0 ? pause : left);
    if (!asks(ResponseListener.IGNORED)) {
      session.refreshByInvite();
    }
  }

  /**
   * Refreshes by UPDATE now, whoever's turn it is.
   *
   * @return false when that cannot be, and nothing was asked
   */
  boolean asks(ResponseListener heard) {
    if (terms.isEmpty() || !dialog.takesUpdate()) {
      return false;
    }
    requests.update(Optional.empty(), terms, new FinalResponse(new Refresh(heard)));
    return true;
  }

  /** After a 422 the next refresh asks for more. */
  void raise(SIPResponse tooShort) {
    SessionTerms.leastIn(tooShort)
        .ifPresent(
            least ->
                terms =
                    terms.map(
                        known ->
                            new SessionTerms(
                                Math.max(least, known.seconds()), known.isOursToRefresh())));
  }

  /** What comes of one UPDATE. */
  private final class Refresh implements ResponseListener {
    private final ResponseListener heard;

    Refresh(ResponseListener heard) {
      this.heard = heard;
    }

    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (terms.isPresent()) {
        switch (status) {
          case 405, 501 -> dialog.forbidUpdate();
          case 422 -> raise(response);
          case NO_SUCH_CALL -> {
            if (heard == ResponseListener.IGNORED) {
              session.lose();
            }
          }
          default -> {
            if (status < 300) {
              dialog.refreshTarget(response);
              agree(response);
            }
          }
        }
      }
      heard.onResponse(response);
    }

    @Override
    public void onTimeout() {
      heard.onTimeout();
    }

    @Override
    public void onUnreachable(String because) {
      heard.onUnreachable(because);
    }
  }
}
