package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.transport.Loop;

/** One transfer that a phone asked for, from its REFER to the last NOTIFY (RFC 3515). */
final class TransferSubscription {
  private static final Duration LONGEST_DECISION = Duration.ofSeconds(30);

  /** Longer than any phone is rung. */
  private static final Duration LIFE = Duration.ofSeconds(180);

  /** A phone that does not say in time that it has heard the end is hung up all the same. */
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);

  private static final HeaderLine NO_NEWS = new HeaderLine("Refer-Sub", "false");
  private static final String SIPFRAG = "message/sipfrag;version=2.0";

  private enum Stage {
    UNDECIDED,
    OPEN,
    /** The last NOTIFY waits for its answer. */
    TELLING,
    OVER
  }

  private final IncomingRequest refer;
  private final InviteDialog dialog;
  private final Loop loop;
  private final String event;
  private final boolean isWatched;
  private Stage stage = Stage.UNDECIDED;
  private Loop.Timer limit;
  private Runnable afterwards = () -> {};

  /**
   * @param isFirst of this dialog: later ones are told apart by their number
   */
  TransferSubscription(IncomingRequest refer, InviteDialog dialog, boolean isFirst, Loop loop) {
    this.refer = refer;
    this.dialog = dialog;
    this.loop = loop;
    SIPRequest request = refer.message();
    event = isFirst ? "refer" : "refer;id=" + request.getCSeq().getSeqNumber();
    // RFC 4488: the phone does not want to be told.
    isWatched =
        Headers.value(request, "Refer-Sub")
            .filter(value -> value.regionMatches(true, 0, "false", 0, "false".length()))
            .isEmpty();
    limit = loop.schedule(LONGEST_DECISION, () -> refuse(Cause.OUR_BUG));
  }

  /** Whether another transfer of the same leg has to wait. */
  boolean isUnderWay() {
    return stage == Stage.UNDECIDED || stage == Stage.OPEN;
  }

  /** 202, and that it is being tried. */
  void accept() {
    if (stage != Stage.UNDECIDED) {
      return;
    }
    limit.cancel();
    refer.respond(202, "Accepted", isWatched ? List.of() : List.of(NO_NEWS), Optional.empty());
    if (isWatched) {
      stage = Stage.OPEN;
      limit = loop.schedule(LIFE, () -> tellLast("timeout", 408, "Request Timeout"));
      tell("active;expires=" + LIFE.toSeconds(), 100, "Trying", ResponseListener.IGNORED);
    } else {
      stage = Stage.OVER;
    }
  }

  void refuse(Cause cause) {
    if (stage == Stage.UNDECIDED) {
      close();
      int status = CauseTable.statusOf(cause);
      refer.respond(status, CauseTable.phraseOf(status));
    }
  }

  void report(TransferState state, Cause because) {
    if (stage != Stage.OPEN) {
      return;
    }
    switch (state) {
      case RINGING ->
          tell("active;expires=" + LIFE.toSeconds(), 180, "Ringing", ResponseListener.IGNORED);
      case DONE -> tellLast("noresource", 200, "OK");
      case FAILED -> {
        int status = CauseTable.statusOf(because);
        tellLast("noresource", status, CauseTable.phraseOf(status));
      }
    }
  }

  /**
   * The leg is to end: the phone hears first what became of its transfer.
   *
   * @param then runs when it has, or after a second
   */
  void finish(Cause cause, Runnable then) {
    refuse(cause);
    report(TransferState.FAILED, cause);
    if (stage == Stage.TELLING) {
      afterwards = then;
      limit.cancel();
      limit = loop.schedule(LONGEST_FAREWELL, this::told);
    } else {
      then.run();
    }
  }

  /** Nothing more is said of it. */
  void close() {
    limit.cancel();
    stage = Stage.OVER;
    afterwards = () -> {};
  }

  private void tellLast(String reason, int status, String phrase) {
    limit.cancel();
    stage = Stage.TELLING;
    tell("terminated;reason=" + reason, status, phrase, new Last());
  }

  private void tell(String state, int status, String phrase, ResponseListener heard) {
    dialog.request(
        "NOTIFY",
        List.of(new HeaderLine("Event", event), new HeaderLine("Subscription-State", state)),
        Optional.of(new Body(SIPFRAG, "SIP/2.0 " + status + ' ' + phrase + "\r\n")),
        heard);
  }

  private void told() {
    if (stage == Stage.TELLING) {
      Runnable next = afterwards;
      close();
      next.run();
    }
  }

  /** Hears that the phone knows the end, or never will. */
  private final class Last implements ResponseListener {
    @Override
    public void onResponse(SIPResponse response) {
      told();
    }

    @Override
    public void onTimeout() {
      told();
    }

    @Override
    public void onUnreachable(String because) {
      told();
    }
  }
}
