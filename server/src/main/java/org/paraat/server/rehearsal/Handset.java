package org.paraat.server.rehearsal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Reason;
import org.paraat.sip.transport.SipAddress;

/** A phone of a rehearsal, with what its user does; on the loop only. */
final class Handset {
  private static final Duration UNTIL_KEY = Duration.ofMillis(20);
  private static final Body KEY_NINE =
      new Body("application/dtmf-relay", "Signal=9\r\nDuration=160\r\n");

  /** What is done with a call at a phone. */
  enum Habit {
    TALKS,
    /** Holds the caller, asks somebody outside and hands over. */
    HANDS_OVER,
    /** Takes a second call beside the first, which it holds meanwhile. */
    HAS_TWO_LINES,
    /** Refuses a second call and presses the key for it. */
    HAS_ONE_LINE
  }

  private final String user;
  private final Habit habit;
  private final Outlet outlet;
  private final SipAddress platform;
  private final Murmur murmur;
  private final List<Conversation> lines = new ArrayList<>(2);
  private Runnable whenTalking = () -> {};
  private Runnable whenHandedOver = () -> {};

  Handset(String user, Habit habit, Outlet outlet, SipAddress platform, Murmur murmur) {
    this.user = user;
    this.habit = habit;
    this.outlet = outlet;
    this.platform = platform;
    this.murmur = murmur;
  }

  /** The next time that somebody talks there. */
  void whenTalking(Runnable then) {
    whenTalking = then;
  }

  /** The next time that somebody was handed over. */
  void whenHandedOver(Runnable then) {
    whenHandedOver = then;
  }

  void isCalled(IncomingInvite invite) {
    if (!lines.isEmpty() && habit == Habit.HAS_ONE_LINE) {
      invite.refuse(486, "Busy Here", List.of());
      Conversation first = lines.getFirst();
      outlet.schedule(UNTIL_KEY, first::pressesNine);
      return;
    }
    if (!lines.isEmpty() && habit == Habit.HAS_TWO_LINES) {
      lines.getFirst().holds();
    }
    var conversation = new Conversation();
    lines.add(conversation);
    conversation.dialog = invite.open(conversation);
    conversation.dialog.ring();
    conversation.dialog.answer(murmur.description());
    invite.sdp().ifPresent(murmur::speakTo);
  }

  /** A call that came to the phone. */
  private final class Conversation implements InviteListener {
    private InviteDialog dialog;
    private Optional<Consultation> consultation = Optional.empty();
    private boolean isAsked;

    private void holds() {
      if (!dialog.isEnded()) {
        dialog.reoffer(murmur.held());
      }
    }

    private void resumes() {
      if (!dialog.isEnded()) {
        dialog.reoffer(murmur.description());
      }
    }

    private void pressesNine() {
      if (!dialog.isEnded()) {
        dialog.request("INFO", List.of(), Optional.of(KEY_NINE), ResponseListener.IGNORED);
      }
    }

    @Override
    public void onConfirmed() {
      Runnable due = whenTalking;
      whenTalking = () -> {};
      due.run();
      if (habit == Habit.HANDS_OVER) {
        holds();
      }
    }

    @Override
    public void onReofferAnswered(Optional<String> sdp) {
      if (habit == Habit.HANDS_OVER && consultation.isEmpty()) {
        var consulted = new Consultation(this);
        consultation = Optional.of(consulted);
        consulted.begins();
      }
    }

    private void refersTo(DialogId other) {
      if (dialog.isEnded()) {
        return;
      }
      isAsked = true;
      String replaces =
          "%s;to-tag=%s;from-tag=%s".formatted(other.callId(), other.remoteTag(), other.localTag());
      String target =
          Outlet.uri(RehearsedOrganisation.DOCTOR, platform)
              + "?Replaces="
              + URLEncoder.encode(replaces, StandardCharsets.UTF_8);
      dialog.request(
          "REFER",
          List.of(new HeaderLine("Refer-To", "<" + target + ">")),
          Optional.empty(),
          ResponseListener.IGNORED);
    }

    /** What becomes of the transfer. */
    @Override
    public void onRequest(IncomingRequest request) {
      request.respond(200, "OK");
    }

    @Override
    public void onAnswered(Optional<String> sdp) {}

    @Override
    public void onFailed(InviteFailure failure) {
      ends();
    }

    @Override
    public void onReoffer(Optional<String> sdp) {
      dialog.answerReoffer(murmur.description());
    }

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {
      ends();
    }

    private void ends() {
      lines.remove(this);
      if (habit == Habit.HAS_TWO_LINES) {
        lines.forEach(Conversation::resumes);
      }
      if (isAsked) {
        Runnable due = whenHandedOver;
        whenHandedOver = () -> {};
        due.run();
      } else {
        consultation.ifPresent(Consultation::hangsUp);
      }
    }
  }

  /** What the phone asks somebody outside about whom it has on hold. */
  private final class Consultation implements InviteListener {
    private final Conversation about;
    private InviteDialog dialog;

    private Consultation(Conversation about) {
      this.about = about;
    }

    private void begins() {
      var self = new Party("", user, Optional.of(platform.host()));
      dialog =
          outlet
              .endpoint()
              .invite(
                  OutgoingInvite.to(
                          Outlet.uri(RehearsedOrganisation.DOCTOR, platform),
                          outlet.to(platform),
                          self,
                          murmur.description())
                      .provingBy(new ClientCredentials(user, user)),
                  this);
    }

    private void hangsUp() {
      if (!dialog.isEnded()) {
        dialog.hangUp(Optional.empty());
      }
    }

    @Override
    public void onAnswered(Optional<String> sdp) {
      sdp.ifPresent(murmur::speakTo);
      about.refersTo(dialog.id());
    }

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
