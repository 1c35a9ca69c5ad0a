package org.paraat.pbx.trunk;

import java.time.Duration;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Redirection;

/** A number outside is called over the first trunk that carries the call. */
public record NumberCalled(PhoneNumber number) implements Phase {
  private static final Duration RING_TIME = Duration.ofMinutes(2);

  /** Whoever was redirected so often is not redirected once more. */
  private static final int MOST_REDIRECTIONS = 8;

  @Override
  public Next enter(Call call, Turn turn) {
    Optional<String> circle = circle(call, turn.directory().organisation().countryCode());
    if (circle.isPresent()) {
      turn.trace(call, "is not passed on", circle.get());
      return new Next.NotReached(Cause.GOES_IN_CIRCLES);
    }
    return new Next.Ring(new Party.Outside(number), RING_TIME);
  }

  // RFC 7044 and RFC 5806: who has redirected a call before must not get to do it again.
  private Optional<String> circle(Call call, String country) {
    if (call.hopsLeft() == 0) {
      return Optional.of("numbers seem to be forwarded to each other");
    }
    if (call.redirections().size() > MOST_REDIRECTIONS) {
      return Optional.of("it was redirected " + call.redirections().size() + " times before");
    }
    Optional<PhoneNumber> dialled = PhoneNumber.parse(call.dialled(), country);
    for (Redirection before : call.redirections()) {
      Optional<PhoneNumber> by = PhoneNumber.parse(before.number(), country);
      if (by.isPresent() && (by.equals(dialled) || by.get().equals(number))) {
        return Optional.of(by.get() + " has redirected it before");
      }
    }
    return Optional.empty();
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
