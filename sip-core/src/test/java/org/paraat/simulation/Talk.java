package org.paraat.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.scenario.PaperMedia;

/** One call at a telephone: its dialog, its ear, and what the person does with it. */
final class Talk implements PaperMedia.Ear {

  enum State {
    CALLING,
    RINGING_THERE,
    RINGING_HERE,
    TALKING,
    OVER
  }

  final Telephones at;
  final String number;
  final String callId;
  final InetSocketAddress ear;
  final Instant began;
  final List<String> prompts = new ArrayList<>();
  Optional<Instant> waitsSince = Optional.empty();
  Optional<Instant> parkedSince = Optional.empty();
  State state;
  int refusedWith;
  final HoldKey holdKey = new HoldKey(this);
  final List<Referral> referrals = new ArrayList<>(0);
  Optional<InetSocketAddress> mouth = Optional.empty();
  private final String tag;
  private String from;
  private String to;
  private String target;
  private String theirTag = "";
  private String moreHeaders = "";
  private String dialledUri = "";
  private Message invite;
  private String inviteText = "";
  private String inviteBranch = "";
  private long sequence;
  private boolean isCancelled;
  private boolean wantsToEnd;
  private Runnable whenTalking = () -> {};
  private Runnable whenOver = () -> {};

  Talk(Telephones at, State state, String number, String callId) {
    this.at = at;
    this.state = state;
    this.number = number;
    this.callId = callId;
    this.tag = at.world.token();
    this.began = at.world.loop.now();
    ear = new InetSocketAddress(InetAddress.ofLiteral(at.address), at.world.nextRtpPort());
    at.world.media.listen(ear, this);
    at.world.ears.put(ear, this);
  }

  Talk whenTalking(Runnable what) {
    whenTalking = what;
    return this;
  }

  Talk whenOver(Runnable what) {
    whenOver = what;
    return this;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  String tag() {
    return tag;
  }

  /** The tag of the platform, also while it rings there. */
  String theirTag() {
    return theirTag;
  }

  /** Who was called; of a call that came in nobody. */
  String dialled() {
    return Message.userOf(dialledUri);
  }

  /** The platform's Contact, or what was dialled. */
  String target() {
    return target;
  }

  // --- calling ---

  void call(String proof) {
    from = "<sip:" + number + "@" + World.PLATFORM + ">;tag=" + tag;
    sequence++;
    inviteBranch = at.world.branch();
    inviteText =
        head("INVITE", target, inviteBranch, to)
            + at.headersOfInvite(number)
            + moreHeaders
            + proof
            + contact()
            + "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, REFER, NOTIFY\r\n"
            + "Supported: replaces\r\n"
            + Station.tail(sdp());
    at.ask(inviteText, inviteBranch, "INVITE", new Outcome(inviteBranch));
  }

  void dials(String dialled, String more) {
    moreHeaders = more;
    dialledUri = "sip:" + dialled + "@" + World.PLATFORM;
    target = "sip:" + dialled + "@" + World.PLATFORM + ":" + World.SIP_PORT;
    to = "<" + target + ">";
    call("");
  }

  private String sdp() {
    return holdKey.description();
  }

  private String head(String method, String uri, String branch, String toHeader) {
    return head(method, uri, branch, toHeader, sequence);
  }

  private String head(String method, String uri, String branch, String toHeader, long numbered) {
    return method
        + " "
        + uri
        + " SIP/2.0\r\nVia: SIP/2.0/UDP "
        + at.writtenAddress()
        + ";branch="
        + branch
        + ";rport\r\nMax-Forwards: 70\r\nFrom: "
        + from
        + "\r\nTo: "
        + toHeader
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + numbered
        + " "
        + method
        + "\r\n";
  }

  private final class Outcome implements Station.Reply {
    private final String branch;

    Outcome(String branch) {
      this.branch = branch;
    }

    @Override
    public void heard(Message response) {
      int status = response.status();
      if (status < 200) {
        provisional(response, status);
      } else if (status < 300) {
        accepted(response);
      } else if (status == 401 && sequence == 1 && state == State.CALLING && !wantsToEnd) {
        call(at.proofFor(response, "INVITE", target));
      } else {
        refusedWith = status;
        over();
      }
    }

    @Override
    public void silence() {
      if (branch.equals(inviteBranch)) {
        over();
      }
    }
  }

  private void provisional(Message response, int status) {
    if (state == State.CALLING) {
      state = State.RINGING_THERE;
    }
    if (theirTag.isEmpty()) {
      theirTag = response.toTag();
    }
    if (status > 100 && !response.body().isEmpty()) {
      hears(Sound.read(response.body()));
    }
    if (wantsToEnd) {
      cancel();
    }
  }

  private void accepted(Message response) {
    to = response.header("To");
    theirTag = response.toTag();
    target = Message.uriIn(response.header("Contact"));
    acknowledge(response);
    if (wantsToEnd || isOver()) {
      bye();
      over();
      return;
    }
    hears(Sound.read(response.body()));
    if (state != State.TALKING) {
      state = State.TALKING;
      at.attends(this);
      whenTalking.run();
    }
  }

  void acknowledge(Message response) {
    long numbered = response.sequence();
    at.send(
        head("ACK", target, at.world.branch(), to, numbered)
            + Station.tail(holdKey.answerIn(numbered)));
  }

  private void cancel() {
    if (!isCancelled) {
      isCancelled = true;
      String text = head("CANCEL", Message.read(inviteText).requestUri(), inviteBranch, to);
      at.ask(text + Station.tail(""), inviteBranch, "CANCEL", response -> {});
      at.later(Duration.ofSeconds(40), this::over); // its 487 never came
    }
  }

  // --- being called ---

  void comesIn(Message request) {
    invite = request;
    from = request.header("To") + ";tag=" + tag;
    to = request.header("From");
    theirTag = request.fromTag();
    target = Message.uriIn(request.header("Contact"));
    Sound theirs = request.body().isEmpty() ? Sound.NONE : Sound.read(request.body());
    hears(theirs);
  }

  void says(int status) {
    at.answer(invite, status, contact(), "");
  }

  void saysEarly() {
    at.answer(invite, 183, contact(), sdp());
  }

  String invitationHeader(String name) {
    return invite == null ? "" : invite.header(name);
  }

  String shownNumber() {
    return invite == null ? "" : invite.fromUser();
  }

  void picksUp() {
    if (state == State.RINGING_HERE) {
      state = State.TALKING;
      at.attends(this);
      at.answer(invite, 200, contact(), sdp());
      at.later(
          Duration.ofSeconds(33),
          () -> {
            if (state == State.TALKING && at.awaitsAck(invite)) {
              at.isAcknowledged(invite); // RFC 3261 13.3.1.4: it never came
              hangsUp();
            }
          });
      whenTalking.run();
    }
  }

  void refuses(int status) {
    refuses(status, "");
  }

  void refuses(int status, String more) {
    if (state == State.RINGING_HERE) {
      at.answer(invite, status, more, "");
      refusedWith = status;
      over();
    }
  }

  String contact() {
    return "Contact: <sip:" + number + "@" + at.writtenAddress() + ">\r\n";
  }

  // --- within the call ---

  void hangsUp() {
    switch (state) {
      case CALLING -> wantsToEnd = true;
      case RINGING_THERE -> {
        wantsToEnd = true;
        cancel();
      }
      case RINGING_HERE -> refuses(603);
      case TALKING -> {
        if (invite != null && at.awaitsAck(invite)) {
          wantsToEnd = true; // RFC 3261 15: no BYE before the ACK
        } else {
          bye();
          over();
        }
      }
      case OVER -> {}
    }
  }

  private void bye() {
    asks("BYE", "", "", response -> {});
  }

  /**
   * Asks something within the call.
   *
   * @return the CSeq of the request
   */
  long asks(String method, String more, String body, Station.Reply reply) {
    sequence++;
    String branch = at.world.branch();
    String text = head(method, target, branch, to) + more + Station.tail(body);
    at.ask(text, branch, method, reply);
    return sequence;
  }

  void holds(boolean on) {
    holdKey.press(on, () -> {});
  }

  boolean isHolding() {
    return holdKey.isHolding();
  }

  void isUnknownThere() {
    over();
  }

  /** The digits are sent in the sound, as RFC 4733 has it. */
  void presses(char key) {
    if (state == State.TALKING) {
      mouth.ifPresent(to -> at.world.media.press(ear, to, key));
    }
  }

  // --- what the platform asks ---

  void onRequest(Message request) {
    switch (request.method()) {
      case "BYE" -> {
        at.answer(request, 200, "", "");
        over();
      }
      case "CANCEL" -> {
        at.answer(request, 200, "", "");
        if (state == State.RINGING_HERE) {
          at.answer(invite, 487, "", "");
          over();
        }
      }
      case "INVITE" -> {
        if (holdKey.isReoffering()) {
          at.answer(request, 491, "", "");
        } else {
          if (!request.body().isEmpty()) {
            hears(Sound.read(request.body()));
          }
          at.answer(request, 200, contact(), sdp());
        }
      }
      case "UPDATE" -> {
        if (!request.body().isEmpty()) {
          hears(Sound.read(request.body()));
        }
        at.answer(request, 200, contact(), request.body().isEmpty() ? "" : sdp());
      }
      case "NOTIFY" -> {
        at.answer(request, 200, "", "");
        List.copyOf(referrals).stream()
            .filter(referral -> referral.isMeantBy(request))
            .forEach(referral -> referral.isReported(request));
      }
      default -> at.answer(request, 200, "", "");
    }
  }

  void onAck(Message ack) {
    if (invite != null) {
      at.isAcknowledged(invite);
    }
    if (!ack.body().isEmpty()) {
      hears(Sound.read(ack.body()));
    }
    if (wantsToEnd) {
      hangsUp();
    }
  }

  /** A 2xx once more, or one after we lost patience: its ACK must have been lost. */
  void onStray(Message response) {
    if (response.method().equals("INVITE") && response.status() / 100 == 2) {
      if (to.contains(";tag=")) {
        acknowledge(response);
      } else {
        accepted(response);
      }
    }
  }

  void hears(Sound theirs) {
    mouth = theirs.at();
  }

  private void over() {
    if (state != State.OVER) {
      state = State.OVER;
      at.ended(this);
      whenOver.run();
    }
  }

  /** Its telephone lost its power: nobody says anything. */
  void vanishes() {
    if (state != State.OVER) {
      state = State.OVER;
      at.world.media.stopListening(ear);
      whenOver.run();
    }
  }

  // --- the ear ---

  @Override
  public void startsToHear(String prompt) {
    prompts.add(prompt);
    if (prompt.equals("parked-line")) {
      parkedSince = Optional.of(at.world.now());
    }
    if (prompt.startsWith(Post.MUSIC)) {
      waitsSince = waitsSince.or(() -> Optional.of(at.world.now()));
    }
  }

  /** It holds, or is about to: then it may hear nothing. */
  boolean isChangingItsSound() {
    return holdKey.isHolding() || holdKey.isReoffering();
  }
}
