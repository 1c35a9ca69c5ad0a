package org.paraat.pbx.agents;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * Which calls want to ring which stand-by phone: a phone rings for one call at a time, emergencies
 * first, then in order of arrival.
 */
public final class StandbyLine {

  /** One call's place in the line. */
  public record Claim(Urgency urgency, Instant since, CallId call) implements Comparable<Claim> {
    private static final Comparator<Claim> ORDER =
        Comparator.comparing(Claim::urgency).thenComparing(Claim::since).thenComparing(Claim::call);

    @Override
    public int compareTo(Claim other) {
      return ORDER.compare(this, other);
    }
  }

  private final SequencedMap<PhoneNumber, TreeSet<Claim>> wanted = new LinkedHashMap<>();

  public StandbyLine() {}

  public StandbyLine(StandbyLine original) {
    original.wanted.forEach((phone, claims) -> wanted.put(phone, new TreeSet<>(claims)));
  }

  /** Puts a call in the line for each of these phones. */
  public void want(Claim claim, List<PhoneNumber> phones) {
    for (PhoneNumber phone : phones) {
      wanted.computeIfAbsent(phone, p -> new TreeSet<>()).add(claim);
    }
  }

  /** Takes a call out of the line. */
  public void release(Claim claim) {
    for (TreeSet<Claim> claims : wanted.values()) {
      claims.remove(claim);
    }
    wanted.values().removeIf(TreeSet::isEmpty);
  }

  /** Takes a call out of the line whose claim is lost. */
  public void strike(CallId call) {
    for (TreeSet<Claim> claims : wanted.values()) {
      claims.removeIf(claim -> claim.call().equals(call));
    }
    wanted.values().removeIf(TreeSet::isEmpty);
  }

  /** Gives each phone that nobody uses to the first call that wants it. */
  public void handOut(LegsInUse legs, BiConsumer<CallId, PhoneNumber> toCall) {
    if (wanted.isEmpty()) {
      return;
    }
    for (var entry : wanted.entrySet()) {
      if (!legs.isEngaged(entry.getKey()) && !entry.getValue().isEmpty()) {
        toCall.accept(entry.getValue().pollFirst().call(), entry.getKey());
      }
    }
    wanted.values().removeIf(TreeSet::isEmpty);
  }

  /** Names every claim of a call that is no more, and every free phone that is left unused. */
  public void audit(LegsInUse legs, Predicate<CallId> lives, Consumer<String> violations) {
    wanted.forEach(
        (phone, claims) -> {
          for (Claim claim : claims) {
            if (!lives.test(claim.call())) {
              violations.accept("ended call " + claim.call() + " still wants " + phone);
            }
          }
          if (!legs.isEngaged(phone) && !claims.isEmpty()) {
            violations.accept(phone + " is free and wanted, and does not ring");
          }
        });
  }
}
