package org.paraat.pbx.call;

import java.util.List;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.Command.Repeat;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;

/** What a party hears that is kept waiting: a text, then music for as long as it takes. */
public final class WaitingMusic {
  private WaitingMusic() {}

  public static void begin(PromptId text, Call call, LegId leg, Turn turn) {
    turn.play(call, leg, Repeat.ONCE, List.of(text));
  }

  /** The text has come to its end, or there is none. */
  public static void goOn(Call call, LegId leg, Turn turn) {
    PromptId music =
        call.wayBack()
            .map(Call.WayBack::to)
            .filter(Destination.ToQueue.class::isInstance)
            .flatMap(to -> turn.directory().queue(((Destination.ToQueue) to).queue()))
            .map(Queue::music)
            .orElse(Prompts.MUSIC);
    turn.play(call, leg, Repeat.FOREVER, List.of(music));
  }
}
