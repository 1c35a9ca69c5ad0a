package org.paraat.pbx.featurecode;

import java.time.Duration;
import java.util.List;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.KeysWanted;
import org.paraat.pbx.vocabulary.Command.Repeat;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;

/** Somebody wants to log in and keys in an extension, closed by {@code #}. */
final class EnteringExtension implements Phase {
  private static final int MOST_TRIES = 3;
  private static final int MOST_DIGITS = 12;

  /** From the start of the prompt to the first key. */
  private static final Duration FIRST_KEY_WITHIN = Duration.ofSeconds(20);

  /** Between two keys: who keys on an old mobile needs four seconds. */
  private static final Duration NEXT_KEY_WITHIN = Duration.ofSeconds(6);

  private static final TimerName NEXT_KEY = TimerName.of("next key");

  private final DeviceId device;
  private final StringBuilder digits = new StringBuilder(MOST_DIGITS);
  private int tries;

  EnteringExtension(DeviceId device) {
    this.device = device;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    turn.listenForKeys(call, call.callerLeg(), KeysWanted.ANY);
    return ask(List.of(Prompts.ENTER_EXTENSION), call, turn);
  }

  @Override
  public Next onKey(LegId leg, char key, Call call, Turn turn) {
    turn.stopPlaying(call, leg);
    turn.setTimer(call, NEXT_KEY, NEXT_KEY_WITHIN);
    if (key == '#') {
      return understood(call, turn);
    }
    if (key == '*') {
      digits.setLength(0);
    } else if (key >= '0' && key <= '9' && digits.length() < MOST_DIGITS) {
      digits.append(key);
    }
    return Next.STAY;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    return understood(call, turn);
  }

  @Override
  public Next onHungUp(LegId leg, Cause cause, Call call, Turn turn) {
    return Next.end(Cause.NORMAL);
  }

  private Next understood(Call call, Turn turn) {
    String entered = digits.toString();
    digits.setLength(0);
    tries++;
    if (!entered.isEmpty()) {
      var person = new ExtensionNumber(entered);
      if (turn.directory().extension(person).isPresent()) {
        String done = LogIn.of(person, device, call, turn);
        turn.trace(call, done, "it was keyed in");
        turn.tell(call, done);
        return Next.say(List.of(Prompts.LOGGED_IN), Next.end(Cause.NORMAL));
      }
    }
    String because =
        entered.isEmpty() ? "nothing was keyed in" : entered + " is nobody's extension";
    if (tries == MOST_TRIES) {
      turn.trace(call, "gives up", because + ", for the third time");
      turn.tell(call, "nobody logs in: " + because);
      List<PromptId> last = List.of(Prompts.UNKNOWN_EXTENSION, Prompts.GOODBYE);
      return Next.say(last, Next.end(Cause.NORMAL));
    }
    turn.trace(call, "asks again", because);
    return ask(
        entered.isEmpty()
            ? List.of(Prompts.ENTER_EXTENSION)
            : List.of(Prompts.UNKNOWN_EXTENSION, Prompts.ENTER_EXTENSION),
        call,
        turn);
  }

  private static Next ask(List<PromptId> text, Call call, Turn turn) {
    turn.play(call, call.callerLeg(), Repeat.ONCE, text);
    turn.setTimer(call, NEXT_KEY, FIRST_KEY_WITHIN);
    return Next.STAY;
  }

  @Override
  public void leave(Call call, Turn turn) {
    turn.cancelTimer(call, NEXT_KEY);
    turn.listenForKeys(call, call.callerLeg(), KeysWanted.NONE);
    turn.stopPlaying(call, call.callerLeg());
  }

  @Override
  public Phase copy(Copier copier) {
    var copy = new EnteringExtension(device);
    copy.digits.append(digits);
    copy.tries = tries;
    return copy;
  }

  @Override
  public String inWords() {
    return "keys in an extension";
  }
}
