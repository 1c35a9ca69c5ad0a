package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.paraat.engine.TaskHistory.ClosedTask;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.CallRecord.TraceEntry;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Destination.Afterwards;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.Standing.SwitchStanding;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.provisioning.TestMariaDb;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.DatabaseFailed;
import org.paraat.provisioning.demo.SampleInstallation;
import org.paraat.provisioning.demo.SampleOrganisation;

@ExtendWith(TestMariaDb.class)
class StoresTest {
  private final Stores stores = new Stores();
  private Database database;
  private ChangeWriter writer;

  @BeforeEach
  void installDemo(Database database) {
    this.database = database;
    writer = new ChangeWriter(database, stores, UUID.randomUUID());
    new SampleInstallation(database, stores, Clock.systemUTC())
        .install(SampleOrganisation.DEMO, what -> {});
  }

  private Standing standing() {
    return database.ask(stores::standing);
  }

  @Test
  void everyKindOfDestinationComesBackAsItWentIn() {
    var number = new PhoneNumber("+31880000999");
    List<Destination> every =
        List.of(
            new Destination.ToExtension(new ExtensionNumber("1201")),
            new Destination.ToQueue(new QueueCode("999")),
            new Destination.ToSwitch(new SwitchId("hap")),
            new Destination.ToNumber(number),
            new Destination.ToEmergencyServices("112"),
            new Destination.ToAnnouncement(new PromptId("hap-gesloten"), Afterwards.GO_ON),
            new Destination.ToAnnouncement(new PromptId("hap-gesloten"), Afterwards.END_CALL),
            new Destination.ToFeatureCode("*48*999"),
            new Destination.ToMobileConnect(),
            new Destination.ToSosLine(),
            new Destination.Refused(Cause.NOT_ALLOWED));
    new ConfigurationStore(database, Clock.systemUTC())
        .change("test", "a long way", t -> stores.numbers().add(t, new Number(number, every)));
    var kept = database.ask(stores::configuration).directory();
    assertEquals(every, kept.number(number).orElseThrow().steps());
    assertEquals(2, kept.version());
  }

  @Test
  void whatNobodyMayCallComesBack() {
    var organisation = database.ask(stores::configuration).directory().organisation();
    var dearLine = PhoneNumber.parse("0900 1234", organisation.countryCode()).orElseThrow();
    assertEquals(Optional.of("0900"), organisation.barredBy(dearLine));
    var satellite = PhoneNumber.parse("00881 6123456", organisation.countryCode()).orElseThrow();
    assertEquals(Optional.of("+881"), organisation.barredBy(satellite));
    assertEquals(Optional.empty(), organisation.barredBy(new PhoneNumber("+31880000999")));
  }

  @Test
  void aConfigurationThatIsRefusedLeavesNoVersionBehind() {
    var configuration = new ConfigurationStore(database, Clock.systemUTC());
    var twice = new Number(new PhoneNumber("+31880000100"), List.of(new Destination.ToSosLine()));
    var refused =
        assertThrows(
            DatabaseFailed.class,
            () -> configuration.change("test", "twice", t -> stores.numbers().add(t, twice)));
    assertEquals(DatabaseFailed.Blame.STATEMENT, refused.blame());
    assertEquals(1, database.ask(stores::configuration).directory().version());
  }

  @Test
  void whatPeopleHaveSetComesBack() {
    var paused = ExampleChanges.agent("1201", "desk1", Pause.PAUSED, "900", "999");
    var loggedOut = ExampleChanges.agent("1202", "", Pause.NOT_PAUSED, "998");
    var onAMobile = ExampleChanges.agent("1203", "0600000001", Pause.NOT_PAUSED);
    writer.write(
        List.of(
            ExampleChanges.changed(ExampleChanges.agent("1201", "desk2", Pause.NOT_PAUSED, "998")),
            ExampleChanges.changed(loggedOut),
            ExampleChanges.changed(onAMobile),
            ExampleChanges.changed(paused)),
        1);
    assertEquals(List.of(paused, loggedOut, onAMobile), standing().agents());
    var signedOff = ExampleChanges.agent("1201", "desk1", Pause.PAUSED);
    writer.write(List.of(ExampleChanges.changed(signedOff)), 1);
    assertEquals(signedOff, standing().agents().getFirst());
  }

  @Test
  void peopleAndQueuesThatAreGoneHoldUpNothing() {
    writer.write(
        List.of(
            ExampleChanges.changed(ExampleChanges.agent("9999", "desk1", Pause.NOT_PAUSED, "999")),
            ExampleChanges.turned("Gone", 0),
            ExampleChanges.changed(
                ExampleChanges.agent("1201", "desk1", Pause.NOT_PAUSED, "123", "999"))),
        1);
    assertEquals(
        List.of(ExampleChanges.agent("1201", "desk1", Pause.NOT_PAUSED, "999")),
        standing().agents());
    assertEquals(List.of(), standing().switches());
  }

  @Test
  void switchesStandWhereTheyWereTurnedAndEveryTurnIsRemembered() {
    var hap = new SwitchId("hap");
    List<Change> turns =
        List.of(ExampleChanges.turned("Calamiteit", 0), ExampleChanges.turned("Gesloten", 5));
    writer.write(turns, 1);
    writer.write(turns, 1);
    assertEquals(
        List.of(new SwitchStanding(hap, new PositionId("Gesloten"))), standing().switches());
    var history = database.ask(t -> stores.switches().history(t, hap, 10));
    assertEquals(
        List.of("Gesloten", "Calamiteit"),
        history.stream().map(turn -> turn.position().name()).toList());
    assertEquals("teamleider", history.getFirst().by());
    assertEquals(ExampleChanges.NOON.plusSeconds(5), history.getFirst().at());
  }

  @Test
  void whoIsToBeCalledBackIsKnownUntilSomebodySaysWhatBecameOfIt() {
    var first = ExampleChanges.toBeCalledBack(1, "+31611111111");
    var second = ExampleChanges.toBeCalledBack(2, "");
    var third = ExampleChanges.toBeCalledBack(3, "+31633333333");
    var closed = ExampleChanges.calledBack(1);
    writer.write(List.of(third, second), 1);
    writer.write(List.of(first, closed), 2);
    assertEquals(List.of(second.task(), third.task()), standing().tasks());
    writer.write(List.of(first), 3);
    assertEquals(List.of(second.task(), third.task()), standing().tasks(), "closed for good");
    assertEquals(
        List.of(new ClosedTask(first.task(), closed)),
        new StoredTaskHistory(database, stores.tasks()).closedLast(10));
  }

  @Test
  void closedTasksCanBeLeafedThroughAlsoWhenSeveralWereClosedAtOnce() {
    var written = new ArrayList<Change>();
    for (int number : List.of(1, 2, 3, 4)) {
      var opened = ExampleChanges.toBeCalledBack(number, "");
      var at = ExampleChanges.NOON.plusSeconds(number / 2); // 2 and 3 are closed at once
      written.add(opened);
      written.add(new Change.TaskClosed(at, opened.task().call(), "1201", "nr " + number));
    }
    writer.write(written, 1);
    var history = new StoredTaskHistory(database, stores.tasks());
    assertEquals(List.of("nr 4", "nr 3"), reasons(history.closedLast(2)));
    CallId last = history.closedLast(2).getLast().task().call();
    assertEquals(List.of("nr 2", "nr 1"), reasons(history.closedBefore(last, 2).orElseThrow()));
    CallId first = history.closedLast(4).getLast().task().call();
    assertEquals(Optional.of(List.of()), history.closedBefore(first, 2));
    var open = ExampleChanges.toBeCalledBack(5, "");
    writer.write(List.of(open), 2);
    assertEquals(Optional.empty(), history.closedBefore(open.task().call(), 2));
  }

  private static List<String> reasons(List<ClosedTask> tasks) {
    return tasks.stream().map(task -> task.end().because()).toList();
  }

  @Test
  void callsComeBackWithTheirTraceNewestFirst() {
    CallRecord first = ExampleChanges.call(1);
    CallRecord second = ExampleChanges.unanswered(2);
    List<Change> both = List.of(new Change.CallEnded(first), new Change.CallEnded(second));
    writer.write(both, 1);
    writer.write(both, 1);
    var history = new StoredCallHistory(database, stores.calls());
    history.load();
    assertEquals(List.of(second, first), history.recent(50));
    assertEquals(List.of(second), history.recent(1));
    assertEquals(Optional.of(first), history.byId(first.id().toString()));
    assertEquals(Optional.empty(), history.byId("1-zz-99"));
    assertEquals(Optional.empty(), history.byId("' OR 1=1"));
  }

  @Test
  void whatACallerLivedThroughComesBackWithTheCall() {
    CallRecord eventful = ExampleChanges.eventful(1);
    CallRecord plain = ExampleChanges.call(2);
    List<Change> both = List.of(new Change.CallEnded(eventful), new Change.CallEnded(plain));
    writer.write(both, 1);
    writer.write(both, 2);
    var history = new StoredCallHistory(database, stores.calls());
    history.load();
    assertEquals(List.of(plain, eventful), history.recent(50));
    String id = eventful.id().toString();
    assertEquals(Optional.of(eventful), database.ask(t -> stores.calls().byId(t, id)));
  }

  @Test
  void whoseEndWasToldAlreadyWasNotCutOffByAKill() {
    CallRecord ended = ExampleChanges.call(1);
    CallRecord cutOff = ExampleChanges.cutOff(1);
    CallRecord other = ExampleChanges.cutOff(2);
    writer.write(List.of(new Change.CallEnded(ended)), 1);
    writer.write(List.of(new Change.CallEnded(cutOff), new Change.CallEnded(other)), 2);
    var history = new StoredCallHistory(database, stores.calls());
    history.load();
    assertEquals(List.of(other, ended), history.recent(50));
    history.see(new Change.CallEnded(cutOff));
    assertEquals(List.of(other, ended), history.recent(50));
  }

  @Test
  void howLegsDidComesBackWithTheirCallWhicheverWasWrittenFirst() {
    CallRecord call = ExampleChanges.call(1);
    List<Change> legs = ExampleChanges.measured(1);
    writer.write(List.of(legs.getFirst()), 1);
    writer.write(List.of(new Change.CallEnded(call), legs.getLast()), 2);
    writer.write(legs, 3);
    CallRecord whole = call;
    for (Change leg : legs) {
      whole = whole.with(((Change.LegMeasured) leg).leg());
    }
    assertEquals(2, whole.quality().size());
    assertEquals(
        Optional.of(whole), database.ask(t -> stores.calls().byId(t, call.id().toString())));
    var history = new StoredCallHistory(database, stores.calls());
    history.load();
    assertEquals(List.of(whole), history.recent(50));
    var live = new StoredCallHistory(database, stores.calls());
    live.see(legs.getFirst());
    live.see(new Change.CallEnded(call.with(whole.quality().getFirst())));
    live.see(legs.getLast());
    assertEquals(List.of(whole), live.recent(50));
  }

  @Test
  void anEndedCallIsKnownBeforeItIsInTheDatabase() {
    var history = new StoredCallHistory(database, stores.calls());
    CallRecord call = ExampleChanges.call(7);
    history.see(new Change.CallEnded(call));
    assertEquals(List.of(call), history.recent(50));
    assertEquals(Optional.of(call), history.byId(call.id().toString()));
  }

  @Test
  void callsThatAreNoLongerInMemoryComeFromTheDatabase() {
    var history = new StoredCallHistory(database, stores.calls());
    writer.write(List.of(ExampleChanges.ended(0)), 1);
    for (int i = 0; i <= 1000; i++) {
      history.see(ExampleChanges.ended(i));
    }
    assertEquals(1000, history.recent(5000).size());
    assertEquals(ExampleChanges.call(1000), history.recent(1).getFirst());
    CallRecord oldest = ExampleChanges.call(0);
    assertEquals(Optional.of(oldest), history.byId(oldest.id().toString()));
  }

  @Test
  void anEndlessNumberFromOutsideIsShortened() {
    CallRecord call = ExampleChanges.call(3);
    var endless =
        new CallRecord(
            call.id(),
            "9".repeat(5000),
            call.to(),
            call.startedAt(),
            call.answeredAt(),
            call.endedAt(),
            call.answeredBy(),
            call.cause(),
            List.of(new TraceEntry(call.startedAt(), "x".repeat(5000), "😀".repeat(2000))));
    writer.write(List.of(new Change.CallEnded(endless)), 1);
    CallRecord kept = database.ask(t -> stores.calls().byId(t, call.id().toString())).orElseThrow();
    assertEquals(255, kept.from().length());
    assertTrue(kept.trace().getFirst().because().endsWith("😀…"));
  }
}
