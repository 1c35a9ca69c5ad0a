package org.paraat.pbx.emergency;

import java.time.Duration;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Alarm;

/** Somebody dials 112: over any trunk, and everybody who watches gets to know (V36). */
public record EmergencyServicesDialled(String dialled) implements Phase {
  private static final Duration RING_TIME = Duration.ofMinutes(5);

  @Override
  public Next enter(Call call, Turn turn) {
    String who = call.callingParty().toString();
    turn.alarm(
        Alarm.Kind.EMERGENCY_SERVICES_DIALLED,
        who,
        dialled + " is dialled by " + who + ": go and see whether they need help.");
    call.isUrgent();
    turn.trace(call, "calls the emergency services", dialled + " may always be dialled");
    return new Next.Ring(new Party.EmergencyServices(dialled), RING_TIME);
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "goes to the emergency services";
  }
}
