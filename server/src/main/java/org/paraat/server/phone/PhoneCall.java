package org.paraat.server.phone;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Loop;

/** A call as the person at the phone lives through it; usable from any thread. */
public final class PhoneCall {
  private final Loop loop;
  private final Receiver receiver;
  private final Ear ear;
  private final int ownTone;
  private volatile Consumer<String> teller;
  private final String caller;
  private final String dialled;
  private final Optional<String> offered;
  private final UnaryOperator<String> addressOf;
  private volatile InviteDialog dialog;
  private State state = State.CALLING;
  private String ending = "";
  private final Transfers transfers;

  /**
   * @param teller is told each thing that happens, in words
   * @param offered the caller's offer, when somebody calls us with one
   * @param addressOf the URI of a number at the platform
   */
  PhoneCall(
      Loop loop,
      Receiver receiver,
      Ear ear,
      int ownTone,
      Consumer<String> teller,
      String caller,
      String dialled,
      Optional<String> offered,
      UnaryOperator<String> addressOf) {
    this.addressOf = addressOf;
    this.loop = loop;
    transfers = new Transfers(loop);
    this.receiver = receiver;
    this.ear = ear;
    this.ownTone = ownTone;
    this.teller = teller;
    this.caller = caller;
    this.dialled = dialled;
    this.offered = offered;
  }

  /** From now on each thing that happens is told in words. */
  public void tells(Consumer<String> listener) {
    teller = listener;
  }

  /** Who calls, as the display shows it. */
  public String caller() {
    return caller;
  }

  /** What was dialled. */
  public String dialled() {
    return dialled;
  }

  public Ear ear() {
    return ear;
  }

  public synchronized State state() {
    return state;
  }

  /** Why it ended; empty while it goes on. */
  public synchronized String ending() {
    return ending;
  }

  /** Answers a call that rings here. */
  public void answer() {
    loop.execute(
        () -> {
          try {
            dialog.answer(offered.isPresent() ? receiver.answer(offered.get()) : receiver.offer());
            became(State.TALKING, "answers");
          } catch (NotNegotiable e) {
            dialog.reject(488, "Not Acceptable Here", List.of());
            ended("we have no sound in common: " + e.getMessage());
          }
        });
  }

  /** Refuses a call that rings here. */
  public void decline() {
    loop.execute(
        () -> {
          dialog.reject(486, "Busy Here", List.of());
          ended("declined");
        });
  }

  /** Sends a call that rings here elsewhere (302). */
  public void redirect(String number) {
    loop.execute(
        () -> {
          var contact = new HeaderLine("Contact", "<" + addressOf.apply(number) + ">");
          dialog.reject(302, "Moved Temporarily", List.of(contact));
          ended("sent to " + number);
        });
  }

  public void hangUp() {
    loop.execute(
        () -> {
          if (state() != State.ENDED) {
            dialog.hangUp(Optional.empty());
            ended("hung up here");
          }
        });
  }

  /** Puts the other side on hold (RFC 3264 8.4). */
  public void hold() {
    loop.execute(() -> dialog.reoffer(receiver.holds()));
  }

  /** Takes the other side back. */
  public void resume() {
    loop.execute(() -> dialog.reoffer(receiver.resumes()));
  }

  /** Sends the other side to a number, and asks to be told what becomes of it. */
  public Transfer transfer(String number) {
    return transfers.ask(this::dialog, () -> Transfer.to(addressOf.apply(number)));
  }

  /** Sends the other side to who is at the other end of another call of this phone. */
  public Transfer transfer(PhoneCall other) {
    return transfers.ask(
        this::dialog, () -> Transfer.to(addressOf.apply(other.other()), other.replaces()));
  }

  /**
   * Sends the other side to a number, there to take somebody's place.
   *
   * @param replaced as {@link #replaces} says it, of whatever call
   */
  public Transfer transfer(String number, String replaced) {
    return transfers.ask(this::dialog, () -> Transfer.to(addressOf.apply(number), replaced));
  }

  /** The final status of the last transfer: 200 when it succeeded; empty when time is up. */
  public Optional<Integer> transferred(Duration patience) {
    return transfers.outcome(patience);
  }

  /** What Replaces says of this call (RFC 3891). */
  public String replaces() {
    return Transfer.replaces(dialog.id());
  }

  /** As it can be dialled: the display shows a name before the number. */
  private String other() {
    return offered.isPresent() ? caller.substring(caller.lastIndexOf(' ') + 1) : dialled;
  }

  /** Types keys: in the stream of sound where the other side takes them there, else as INFO. */
  public void press(String keys) {
    if (receiver.takesKeys()) {
      receiver.press(keys);
      return;
    }
    loop.execute(
        () -> {
          for (char key : keys.toCharArray()) {
            String content = "Signal=" + key + "\r\nDuration=160\r\n";
            dialog.request(
                "INFO",
                List.of(),
                Optional.of(new Body("application/dtmf-relay", content)),
                ResponseListener.IGNORED);
          }
        });
  }

  /** Says this phone's own tone. */
  public void talk() {
    receiver.say(ownTone);
  }

  /** Says another tone. */
  public void say(int hertz) {
    receiver.say(hertz);
  }

  public void fallSilent() {
    receiver.say(0);
  }

  /** Waits until the call is at least as far; false when it ended before, or time is up. */
  public synchronized boolean awaits(State wanted, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (state.compareTo(wanted) < 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return state == wanted || state != State.ENDED;
  }

  /** The wire, as it tells this call; on the loop. */
  InviteListener listener() {
    return new FarEnd(this, receiver);
  }

  void joined(InviteDialog leg) {
    dialog = leg;
  }

  /** Says that it rings here; on the loop. */
  void ring() {
    dialog.ring();
    became(State.RINGING, "rings");
  }

  /** The phone has no power any more: nobody is told. */
  void dies() {
    ended("the power failed");
  }

  InviteDialog dialog() {
    return dialog;
  }

  void tell(String words) {
    teller.accept(words);
  }

  Transfers transfers() {
    return transfers;
  }

  synchronized void became(State next, String words) {
    if (state != State.ENDED) {
      state = next;
      notifyAll();
      teller.accept(words);
    }
  }

  void ended(String why) {
    receiver.close();
    synchronized (this) {
      if (state != State.ENDED) {
        ending = why;
        became(State.ENDED, why);
      }
    }
  }

  void take(String answer) {
    try {
      receiver.accept(answer);
    } catch (NotNegotiable e) {
      dialog.hangUp(Optional.empty());
      ended("we have no sound in common: " + e.getMessage());
    }
  }

  /** How far a call is. */
  public enum State {
    CALLING,
    RINGING,
    TALKING,
    ENDED
  }
}
