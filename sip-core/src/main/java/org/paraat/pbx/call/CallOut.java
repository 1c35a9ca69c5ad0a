package org.paraat.pbx.call;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.PhoneNumber;

/**
 * Rings stand-by phones for one call, group after group: the next group joins when the first has
 * not answered in time or has refused; when all have refused they are tried again.
 */
public final class CallOut {
  private static final Duration NEXT_GROUP_AFTER = Duration.ofSeconds(10);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final Duration RINGS_AT_MOST = Duration.ofSeconds(60);

  private static final TimerName NEXT_GROUP = TimerName.of("next group of stand-by phones");
  private static final TimerName AGAIN = TimerName.of("call out again");

  /** Phones that are rung together, and what they are called in the trace. */
  public record Group(String name, List<PhoneNumber> phones) {
    public static Group mobileConnect(Directory directory) {
      return new Group("the Mobile connect phones", directory.mobiles().mobileConnect());
    }

    public static Group sos(Directory directory) {
      return new Group("the SOS phones", directory.mobiles().sos());
    }
  }

  private List<Group> groups = List.of();
  private Optional<Claim> claim = Optional.empty();
  private int groupsCalled;
  private final SequencedSet<PhoneNumber> refused = new LinkedHashSet<>();

  public CallOut() {}

  public CallOut(CallOut original) {
    groups = original.groups;
    claim = original.claim;
    groupsCalled = original.groupsCalled;
    refused.addAll(original.refused);
  }

  public boolean isRunning() {
    return claim.isPresent();
  }

  /** Begins with the first group. */
  public void start(List<Group> inOrder, Claim place, String because, Call call, Turn turn) {
    groups = List.copyOf(inOrder);
    claim = Optional.of(place);
    beginRound(because, call, turn);
  }

  /** It is this call's turn to ring a phone. */
  public Optional<Refusal> ring(
      PhoneNumber phone, RingingParties parties, Alerting alerting, Call call, Turn turn) {
    turn.agents().stir();
    if (!isRunning() || refused.contains(phone)) {
      return Optional.empty();
    }
    var party = new Party.Outside(phone);
    var shownAs = ShownAs.to(party, call, turn.directory());
    turn.trace(call, "rings stand-by phone " + phone, "it is free and it is this call's turn");
    return parties.ring(party, new Manner(RINGS_AT_MOST, shownAs, alerting), call, turn);
  }

  /** A phone did not take the call. */
  public void onRefused(PhoneNumber phone, Cause cause, Call call, Turn turn) {
    turn.trace(call, phone + " did not take the call", cause.inWords());
    if (!isRunning()) {
      return;
    }
    refused.add(phone);
    if (groupsCalled < groups.size()) {
      if (!mayStillBeAnswered(call, turn)) {
        callNextGroup("every phone called so far has refused", call, turn);
      }
    } else if (!isRinging(call)) {
      turn.setTimer(call, AGAIN, AGAIN_AFTER);
    }
  }

  /** Whether the timer says that all have been called in vain. */
  public boolean wasInVain(TimerName timer, Call call) {
    return timer.equals(AGAIN) && !isRinging(call);
  }

  /**
   * @return whether the timer was one of these
   */
  public boolean onTimer(TimerName timer, Call call, Turn turn) {
    if (timer.equals(NEXT_GROUP)) {
      callNextGroup("nobody answered in " + NEXT_GROUP_AFTER.toSeconds() + " s", call, turn);
      return true;
    }
    if (timer.equals(AGAIN)) {
      if (isRinging(call)) {
        turn.setTimer(call, AGAIN, AGAIN_AFTER);
      } else {
        beginRound("nobody took the call", call, turn);
      }
      return true;
    }
    return false;
  }

  public void stop(Call call, Turn turn) {
    if (isRunning()) {
      turn.cancelTimer(call, NEXT_GROUP);
      turn.cancelTimer(call, AGAIN);
      turn.exchange().standby().release(claim.orElseThrow());
      claim = Optional.empty();
      turn.agents().stir();
    }
  }

  private void beginRound(String because, Call call, Turn turn) {
    refused.clear();
    groupsCalled = 0;
    callNextGroup(because, call, turn);
  }

  /** Passes over groups in which no phone can ring now; always leaves one timer running. */
  private void callNextGroup(String because, Call call, Turn turn) {
    turn.cancelTimer(call, NEXT_GROUP);
    boolean canRing = false;
    while (!canRing && groupsCalled < groups.size()) {
      Group group = groups.get(groupsCalled++);
      turn.trace(call, "calls out " + group.name(), because);
      turn.exchange().standby().want(claim.orElseThrow(), group.phones());
      canRing = hasFreePhone(group, turn);
    }
    turn.agents().stir();
    boolean hasMoreGroups = groupsCalled < groups.size();
    turn.setTimer(
        call, hasMoreGroups ? NEXT_GROUP : AGAIN, hasMoreGroups ? NEXT_GROUP_AFTER : AGAIN_AFTER);
  }

  private static boolean hasFreePhone(Group group, Turn turn) {
    for (PhoneNumber phone : group.phones()) {
      if (!turn.exchange().legs().isEngaged(phone)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayStillBeAnswered(Call call, Turn turn) {
    if (isRinging(call)) {
      return true;
    }
    for (Group group : groups.subList(0, groupsCalled)) {
      for (PhoneNumber phone : group.phones()) {
        if (!refused.contains(phone) && !turn.exchange().legs().isEngaged(phone)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRinging(Call call) {
    for (Leg leg : call.legs()) {
      if (leg.isBeingRung() && leg.party() instanceof Party.Outside) {
        return true;
      }
    }
    return false;
  }
}
