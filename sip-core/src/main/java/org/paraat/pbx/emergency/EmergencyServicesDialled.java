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
    // who transfers to them is who needs to be seen, not the caller at another place
    String who = call.net().<Party>map(Call.Net::party).orElse(call.callingParty()).toString();
    turn.alarm(
        Alarm.Kind.EMERGENCY_SERVICES_DIALLED,
        who,
        dialled
            + " is dialled by "
            + who
            + call.net().map(_ -> " for " + call.partyItIsFor()).orElse("")
            + ": go and see whether they need help.");
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
