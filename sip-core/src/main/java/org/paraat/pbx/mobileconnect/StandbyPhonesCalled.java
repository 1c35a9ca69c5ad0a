package org.paraat.pbx.mobileconnect;

import java.util.List;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.CallOut;
import org.paraat.pbx.call.CallOut.Group;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Refusal;
import org.paraat.pbx.call.RingingParties;
import org.paraat.pbx.call.RingsParties;
import org.paraat.pbx.call.Signal;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Alerting;

/** Plain mobiles ring for the caller, in order of arrival, until one of them answers. */
public final class StandbyPhonesCalled implements RingsParties {

  /** Whose mobiles ring first. */
  public enum Line {
    MOBILE_CONNECT,
    SOS
  }

  private final Line line;
  private final RingingParties parties;
  private final CallOut callOut;

  public StandbyPhonesCalled(Line line) {
    this(line, new RingingParties(), new CallOut());
  }

  private StandbyPhonesCalled(Line line, RingingParties parties, CallOut callOut) {
    this.line = line;
    this.parties = parties;
    this.callOut = callOut;
  }

  @Override
  public RingingParties parties() {
    return parties;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    turn.tell(call, inWords());
    turn.ringbackTo(call);
    var claim = new Claim(call.urgency(), turn.at(), call.id());
    callOut.start(groups(turn.directory()), claim, "the call was sent to them", call, turn);
    return Next.STAY;
  }

  private List<Group> groups(Directory directory) {
    return switch (line) {
      case MOBILE_CONNECT -> List.of(Group.mobileConnect(directory), Group.sos(directory));
      case SOS -> List.of(Group.sos(directory));
    };
  }

  @Override
  public Next onSignal(Signal signal, Call call, Turn turn) {
    if (signal instanceof Signal.StandbyPhoneAssigned(var phone)) {
      return callOut
          .ring(phone, parties, Alerting.of(call.urgency()), call, turn)
          .map(refusal -> onRefused(refusal, call, turn))
          .orElse(Next.STAY);
    }
    return Next.STAY;
  }

  @Override
  public Next onTimer(TimerName timer, Call call, Turn turn) {
    return callOut.onTimer(timer, call, turn)
        ? Next.STAY
        : RingsParties.super.onTimer(timer, call, turn);
  }

  @Override
  public Next onRefused(Refusal refusal, Call call, Turn turn) {
    if (refusal.party() instanceof Party.Outside(var phone)) {
      callOut.onRefused(phone, refusal.cause(), call, turn);
    }
    return Next.STAY;
  }

  @Override
  public boolean takesOver() {
    return true;
  }

  @Override
  public void leave(Call call, Turn turn) {
    parties.stop(call, turn);
    callOut.stop(call, turn);
    turn.stopPlaying(call, call.callerLeg());
  }

  @Override
  public Phase copy(Copier copier) {
    return new StandbyPhonesCalled(line, new RingingParties(parties), new CallOut(callOut));
  }

  @Override
  public String inWords() {
    return switch (line) {
      case MOBILE_CONNECT -> "goes to the Mobile connect phones";
      case SOS -> "goes to the SOS phones";
    };
  }
}
