package org.paraat.pbx.trunk;

import java.time.Duration;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** A number outside is called over the first trunk that carries the call. */
public record NumberCalled(PhoneNumber number) implements Phase {
  private static final Duration RING_TIME = Duration.ofMinutes(2);

  @Override
  public Next enter(Call call, Turn turn) {
    if (call.hopsLeft() == 0) {
      turn.trace(call, "is not passed on", "numbers seem to be forwarded to each other");
      return new Next.NotReached(Cause.GOES_IN_CIRCLES);
    }
    return new Next.Ring(new Party.Outside(number), RING_TIME);
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "goes to outside number " + number;
  }
}
