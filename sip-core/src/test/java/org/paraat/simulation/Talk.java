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
  private static final Duration GLARE_PAUSE = Duration.ofMillis(1300);
  private static final int MOST_REOFFERS = 4;

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
  State state;
  int refusedWith;
  boolean isHolding;
  Optional<InetSocketAddress> mouth = Optional.empty();
  private final String tag;
  private String from;
  private String to;
  private String target;
  private String direction = Sound.BOTH_WAYS;
  private Message invite;
  private String inviteText = "";
  private String inviteBranch = "";
  private long sequence;
  private long version = 1;
  private boolean isCancelled;
  private boolean wantsToEnd;
  private boolean isReoffering;
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

  // --- calling ---

  void call(String proof) {
    from = "<sip:" + number + "@" + World.PLATFORM + ">;tag=" + tag;
    sequence++;
    inviteBranch = at.world.branch();
    inviteText =
        head("INVITE", target, inviteBranch, to)
            + at.headersOfInvite(number)
            + proof
            + "Contact: <sip:"
            + number
            + "@"
            + at.writtenAddress()
            + ">\r\nAllow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE\r\n"
            + Station.tail(sdp());
    at.ask(inviteText, inviteBranch, "INVITE", new Outcome(inviteBranch));
  }

  void dials(String dialled) {
    target = "sip:" + dialled + "@" + World.PLATFORM + ":" + World.SIP_PORT;
    to = "<" + target + ">";
    call("");
  }

  private String sdp() {
    boolean isOldHold = isHolding && at.holdsByAddress();
    return Sound.written(ear, version, isOldHold ? "sendrecv" : direction, isOldHold);
  }

  private String head(String method, String uri, String branch, String toHeader) {
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
        + sequence
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
    if (status > 100 && !response.body().isEmpty()) {
      hears(Sound.read(response.body()));
    }
    if (wantsToEnd) {
      cancel();
    }
  }

  private void accepted(Message response) {
    to = response.header("To");
    target = Message.uriIn(response.header("Contact"));
    acknowledge();
    if (wantsToEnd || isOver()) {
      bye();
      over();
      return;
    }
    hears(Sound.read(response.body()));
    if (state != State.TALKING) {
      state = State.TALKING;
      whenTalking.run();
    }
  }

  void acknowledge() {
    at.send(head("ACK", target, at.world.branch(), to) + Station.tail(""));
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
    if (state == State.RINGING_HERE) {
      at.answer(invite, status, "", "");
      refusedWith = status;
      over();
    }
  }

  private String contact() {
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
    sequence++;
    String branch = at.world.branch();
    at.ask(head("BYE", target, branch, to) + Station.tail(""), branch, "BYE", response -> {});
  }

  void holds(boolean on) {
    if (state == State.TALKING && !isReoffering) {
      isHolding = on;
      direction = on ? at.holdDirection() : Sound.BOTH_WAYS;
      reoffer(0);
    }
  }

  private void reoffer(int tries) {
    if (state != State.TALKING || tries == MOST_REOFFERS) {
      isReoffering = false;
      return;
    }
    isReoffering = true;
    sequence++;
    version++;
    String branch = at.world.branch();
    String text = head("INVITE", target, branch, to) + contact() + Station.tail(sdp());
    at.ask(
        text,
        branch,
        "INVITE",
        new Station.Reply() {
          @Override
          public void heard(Message response) {
            if (response.status() >= 200) {
              isReoffering = false;
              reofferEnded(response, tries);
            }
          }

          @Override
          public void silence() {
            isReoffering = false;
          }
        });
  }

  private void reofferEnded(Message response, int tries) {
    int status = response.status();
    if (status < 300) {
      acknowledge();
      hears(Sound.read(response.body()));
    } else if (status == 481 || status == 408) {
      over();
    } else {
      at.later(GLARE_PAUSE, () -> reoffer(tries + 1));
    }
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
        if (isReoffering) {
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
        acknowledge();
      } else {
        accepted(response);
      }
    }
  }

  private void hears(Sound theirs) {
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
    if (prompt.startsWith(Post.MUSIC)) {
      waitsSince = waitsSince.or(() -> Optional.of(at.world.now()));
    }
  }

  /** It holds, or is about to: then it may hear nothing. */
  boolean isChangingItsSound() {
    return isHolding || isReoffering;
  }
}
