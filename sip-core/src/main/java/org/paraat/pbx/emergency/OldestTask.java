package org.paraat.pbx.emergency;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.Task;

/** Somebody dials the code that calls back who has been waiting for that the longest. */
public final class OldestTask implements Phase {
  public static final String CODE = "*66";

  private final Tasks tasks;

  public OldestTask(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Optional<Task> task = tasks.next(turn.exchange());
    if (task.isEmpty()) {
      turn.trace(call, "calls nobody back", "no emergency caller is to be called back");
      turn.confirmed(call);
      return Next.say(List.of(Prompts.NO_TASKS), Next.end(Cause.NORMAL));
    }
    tasks.claim(task.get(), call.id(), turn.at());
    return CallBack.of(task.get(), call, turn);
  }

  @Override
  public Phase copy(Copier copier) {
    return new OldestTask(copier.counterpartOf(tasks, Tasks.class));
  }

  @Override
  public String inWords() {
    return "looks for who is to be called back";
  }
}
