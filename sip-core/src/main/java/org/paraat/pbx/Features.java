package org.paraat.pbx;

import java.util.List;
import org.paraat.pbx.announcement.Announced;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.emergency.EmergencyServicesDialled;
import org.paraat.pbx.emergency.OldestTask;
import org.paraat.pbx.emergency.Tasks;
import org.paraat.pbx.extension.PersonCalled;
import org.paraat.pbx.featurecode.CodeDialled;
import org.paraat.pbx.mobileconnect.StandbyPhonesCalled;
import org.paraat.pbx.park.ParkingPlaces;
import org.paraat.pbx.queue.QueueBook;
import org.paraat.pbx.queue.Queued;
import org.paraat.pbx.redirect.Redirected;
import org.paraat.pbx.redirect.Switches;
import org.paraat.pbx.trunk.NumberCalled;
import org.paraat.pbx.trunk.Trunks;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Prompts;

/** What the features keep for all calls, and which phase belongs to which destination. */
record Features(
    QueueBook queues, Switches switches, Trunks trunks, Tasks tasks, ParkingPlaces parking) {

  Features() {
    this(new QueueBook(), new Switches(), new Trunks(), new Tasks(), new ParkingPlaces());
  }

  Features copy(Copier copier) {
    return new Features(
        copier.pair(queues, new QueueBook(queues)),
        copier.pair(switches, new Switches(switches)),
        copier.pair(trunks, new Trunks(trunks)),
        copier.pair(tasks, new Tasks(tasks)),
        copier.pair(parking, new ParkingPlaces(parking)));
  }

  /** Whether what a phone dials takes a call that waits for somebody, or calls somebody back. */
  boolean helpsInEmergency(String dialled) {
    return dialled.equals(OldestTask.CODE) || CodeDialled.isPickUp(dialled);
  }

  /** The product's table of contents. */
  Phase phaseFor(Destination destination) {
    return switch (destination) {
      case Destination.ToExtension(var person) -> new PersonCalled(person);
      case Destination.ToQueue(var queue) -> new Queued(queue, queues);
      case Destination.ToSwitch(var id) -> new Redirected(id, switches);
      case Destination.ToNumber(var number) -> new NumberCalled(number);
      case Destination.ToEmergencyServices(var dialled) -> new EmergencyServicesDialled(dialled);
      case Destination.ToAnnouncement announcement -> new Announced(announcement);
      case Destination.ToFeatureCode(var code) ->
          code.equals(OldestTask.CODE) ? new OldestTask(tasks) : new CodeDialled(code);
      case Destination.ToMobileConnect _ ->
          new StandbyPhonesCalled(StandbyPhonesCalled.Line.MOBILE_CONNECT);
      case Destination.ToSosLine _ -> new StandbyPhonesCalled(StandbyPhonesCalled.Line.SOS);
      case Destination.Refused(var cause) -> new Refusing(cause);
    };
  }

  /** The caller is refused. */
  private record Refusing(Cause cause) implements Phase {
    @Override
    public Next enter(Call call, Turn turn) {
      if (call.net().isPresent()) {
        return new Next.NotReached(cause);
      }
      return call.isAnswered()
          ? Next.say(List.of(Prompts.NOT_REACHABLE, Prompts.GOODBYE), Next.end(cause))
          : Next.end(cause);
    }

    @Override
    public Phase copy(Copier copier) {
      return this;
    }

    @Override
    public String inWords() {
      return "is refused";
    }
  }
}
