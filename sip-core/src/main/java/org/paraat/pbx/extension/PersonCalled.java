package org.paraat.pbx.extension;

import java.time.Duration;
import java.util.Optional;
import org.paraat.pbx.agents.Activity;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** A person is called at the phone where they are logged in, paused or not. */
public record PersonCalled(ExtensionNumber person) implements Phase {
  private static final Duration RING_TIME = Duration.ofSeconds(45);

  @Override
  public Next enter(Call call, Turn turn) {
    Optional<Agent> agent = turn.agents().agent(person);
    Optional<DeviceId> device = agent.flatMap(Agent::device);
    if (device.isEmpty()) {
      return notReached(Cause.NOBODY_REACHABLE, person + " is logged in nowhere", call, turn);
    }
    if (!turn.agents().isReachable(agent.get(), turn.at())) {
      return notReached(Cause.DEVICE_UNREACHABLE, device.get() + " is out of reach", call, turn);
    }
    Activity activity = turn.agents().activity(agent.get(), turn.at());
    return switch (activity) {
      case RINGING, TALKING -> notReached(Cause.BUSY, device.get() + " is in use", call, turn);
      case IDLE, WRAPPING_UP -> {
        turn.trace(call, "rings " + device.get(), person + " is logged in there");
        yield new Next.Ring(new Party.AtPhone(device.get(), Optional.of(person)), RING_TIME);
      }
    };
  }

  private Next notReached(Cause cause, String because, Call call, Turn turn) {
    turn.trace(call, person + " is not rung", because);
    return new Next.NotReached(cause);
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "goes to " + person;
  }
}
