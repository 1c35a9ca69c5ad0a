package org.paraat.pbx.redirect;

import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.SwitchId;

/** The call comes to a switch and goes where it stands at this moment. */
public final class Redirected implements Phase {
  private final SwitchId id;
  private final Switches switches;

  public Redirected(SwitchId id, Switches switches) {
    this.id = id;
    this.switches = switches;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    Optional<Switch> found = turn.directory().switchOf(id);
    if (found.isEmpty()) {
      turn.trace(call, "cannot pass switch " + id, "there is no such switch any more");
      return new Next.NotReached(Cause.UNKNOWN_NUMBER);
    }
    Switch.Position position = switches.positionOf(found.get());
    turn.trace(
        call,
        "switch " + found.get().name() + " stands at " + position.id(),
        switches.because(found.get()));
    return Next.goTo(position.destination());
  }

  @Override
  public Phase copy(Copier copier) {
    return new Redirected(id, copier.counterpartOf(switches, Switches.class));
  }

  @Override
  public String inWords() {
    return "passes switch " + id;
  }
}
