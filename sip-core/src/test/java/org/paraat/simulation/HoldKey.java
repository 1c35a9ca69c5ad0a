package org.paraat.simulation;

import java.time.Duration;

/**
 * The hold key of one call: its re-INVITE in the form of the maker, with glare and what is lost.
 */
final class HoldKey {
  private static final Duration GLARE_PAUSE = Duration.ofMillis(1300);
  private static final int MOST_REOFFERS = 4;

  private final Talk talk;
  private boolean isHolding;
  private boolean isReoffering;
  private boolean isWithoutDirection;
  private long version = 1;
  private long sequence;
  private String answer = "";
  private Runnable whenDone = () -> {};

  HoldKey(Talk talk) {
    this.talk = talk;
  }

  boolean isHolding() {
    return isHolding;
  }

  boolean isReoffering() {
    return isReoffering;
  }

  /** What the phone says of its sound now. */
  String description() {
    Maker.HoldForm form = talk.at.holdForm();
    boolean isOldHold = isHolding && form == Maker.HoldForm.ZERO_ADDRESS;
    String direction =
        isOldHold || !isHolding
            ? isWithoutDirection ? "" : Sound.BOTH_WAYS
            : form == Maker.HoldForm.INACTIVE ? "inactive" : "sendonly";
    return Sound.written(talk.ear, version, direction, isOldHold);
  }

  /** Presses it; what comes next waits for the platform's answer, whatever that is. */
  void press(boolean on, Runnable then) {
    if (talk.state != Talk.State.TALKING || isReoffering || on == isHolding) {
      return;
    }
    isHolding = on;
    isWithoutDirection = !on && talk.at.resumesPlainly();
    whenDone = then;
    if (!on) {
      talk.at.attends(talk);
    }
    reoffer(0);
  }

  private void reoffer(int tries) {
    if (talk.state != Talk.State.TALKING || tries == MOST_REOFFERS) {
      ended();
      return;
    }
    isReoffering = true;
    version++;
    boolean asksForOffer = isHolding && talk.at.holdForm() == Maker.HoldForm.SECOND_ANSWER;
    sequence =
        talk.asks(
            "INVITE",
            talk.contact(),
            asksForOffer ? "" : description(),
            new Station.Reply() {
              @Override
              public void heard(Message response) {
                if (response.status() >= 200) {
                  isReoffering = false;
                  answered(response, tries, asksForOffer);
                }
              }

              @Override
              public void silence() {
                ended();
              }
            });
  }

  private void answered(Message response, int tries, boolean bringsOffer) {
    int status = response.status();
    if (status < 300) {
      answer = bringsOffer ? description() : "";
      talk.acknowledge(response);
      talk.hears(Sound.read(response.body()));
      ended();
    } else if (status == 481 || status == 408) {
      talk.isUnknownThere();
    } else {
      isReoffering = true;
      talk.at.later(GLARE_PAUSE, () -> reoffer(tries + 1));
    }
  }

  /** What the ACK of that 2xx carries, also when it is repeated. */
  String answerIn(long ackedSequence) {
    return ackedSequence == sequence ? answer : "";
  }

  private void ended() {
    isReoffering = false;
    Runnable next = whenDone;
    whenDone = () -> {};
    next.run();
  }
}
