package org.paraat.pbx.call;

import java.time.Duration;
import java.util.List;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.Repeat;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PromptId;

/** The caller is answered and told something, once. */
public final class Speaking implements Phase {
  /** A text that has not come to its end by then is taken to have ended. */
  private static final Duration LONGEST_TEXT = Duration.ofMinutes(10);

  private static final TimerName STILL_SPEAKING = TimerName.of("still speaking");

  private final List<PromptId> text;
  private final Next afterwards;

  public Speaking(List<PromptId> text, Next afterwards) {
    this.text = List.copyOf(text);
    this.afterwards = afterwards;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    turn.answer(call);
    turn.play(call, call.callerLeg(), Repeat.ONCE, text);
    turn.setTimer(call, STILL_SPEAKING, LONGEST_TEXT);
    return Next.STAY;
  }

  @Override
  public Next onPlaybackFinished(LegId leg, Call call, Turn turn) {
    return afterwards;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    turn.trace(
        call, "goes on", "the text did not come to its end in " + LONGEST_TEXT.toSeconds() + " s");
    return afterwards;
  }

  /** Who hangs up on a code has heard enough; who hangs up on an announcement gave up. */
  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    return Next.end(call.answeredAt().isPresent() ? Cause.NORMAL : Cause.CALLER_GAVE_UP);
  }

  @Override
  public boolean takesOver() {
    return true;
  }

  @Override
  public void leave(Call call, Turn turn) {
    turn.cancelTimer(call, STILL_SPEAKING);
    turn.stopPlaying(call, call.callerLeg());
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "hears " + text;
  }
}
