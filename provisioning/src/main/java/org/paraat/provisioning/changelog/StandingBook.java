package org.paraat.provisioning.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;

/**
 * What stands after all changes so far: log-ins, queues, pauses, positions, contacts, lamps, calls.
 */
final class StandingBook {
  /** Beyond these the oldest is forgotten: calls are taken up to a bound far below it. */
  private static final int MOST_CALLS = 20_000;

  private final Map<ExtensionNumber, Change.AgentChanged> agents = new LinkedHashMap<>();
  private final Map<SwitchId, Change.SwitchPositionChanged> switches = new LinkedHashMap<>();
  private final Map<CallId, Change.TaskOpened> tasks = new LinkedHashMap<>();
  private final SequencedMap<CallId, Standing.CallStanding> calls = new LinkedHashMap<>();
  private Instant lastMoment = Instant.EPOCH;
  private final Map<KeptContact.Name, KeptContact> contacts = new LinkedHashMap<>();
  private final Map<DialogId, KeptSubscription> subscriptions = new LinkedHashMap<>();

  static StandingBook of(Standing standing) {
    var book = new StandingBook();
    for (Standing.AgentStanding agent : standing.agents()) {
      book.takes(new Kept.Changed(new Change.AgentChanged(Instant.EPOCH, agent)));
    }
    for (Standing.SwitchStanding stood : standing.switches()) {
      book.takes(
          new Kept.Changed(
              new Change.SwitchPositionChanged(Instant.EPOCH, stood.id(), stood.position(), "")));
    }
    for (Task task : standing.tasks()) {
      book.takes(new Kept.Changed(new Change.TaskOpened(task.since(), task)));
    }
    return book;
  }

  void takes(Kept kept) {
    switch (kept) {
      case Kept.Changed(Change.AgentChanged agent) -> agents.put(agent.agent().extension(), agent);
      case Kept.Changed(Change.SwitchPositionChanged turn) -> switches.put(turn.id(), turn);
      case Kept.Changed(Change.TaskOpened opened) -> tasks.put(opened.task().call(), opened);
      case Kept.Changed(Change.TaskClosed closed) -> tasks.remove(closed.task());
      case Kept.Changed(Change.CallEnded(CallRecord call)) -> calls.remove(call.id());
      case Kept.Changed(Change.CallGoesOn(var call)) -> goesOn(call);
      case Kept.CallStands(var call) -> goesOn(call);
      case Kept.Moment(Instant at) -> lastMoment = at;
      case Kept.Changed(Change.LegMeasured _) -> {}
      case Kept.ContactKept(KeptContact contact) -> {
        // taken out first, so that they stand in the order in which they were heard of
        contacts.remove(contact.name());
        contacts.put(contact.name(), contact);
      }
      case Kept.ContactGone(KeptContact.Name name) -> contacts.remove(name);
      case Kept.SubscriptionKept(KeptSubscription subscription) ->
          subscriptions.put(subscription.name(), subscription);
      case Kept.SubscriptionGone(DialogId name) -> subscriptions.remove(name);
    }
  }

  private void goesOn(Standing.CallStanding call) {
    calls.put(call.call().id(), call);
    if (calls.size() > MOST_CALLS) {
      calls.pollFirstEntry();
    }
  }

  /** Whether there are calls of which it matters until when they were known to go on. */
  boolean hasCalls() {
    return !calls.isEmpty();
  }

  /** What it is about, of which only the newest matters; empty for what is over when it is told. */
  static Optional<Object> subjectOf(Kept kept) {
    return switch (kept) {
      case Kept.Changed(Change.AgentChanged agent) -> Optional.of(agent.agent().extension());
      case Kept.Changed(Change.SwitchPositionChanged turn) -> Optional.of(turn.id());
      case Kept.Changed(Change.TaskOpened opened) -> Optional.of(opened.task().call());
      // apart from its opening: history knows nothing of a task of which only the end is kept
      case Kept.Changed(Change.TaskClosed closed) -> Optional.of("closed " + closed.task());
      case Kept.Changed(Change.CallEnded _) -> Optional.empty();
      // what need not be known when there is no room: the call has its record when it ends
      case Kept.Changed(Change.CallGoesOn _) -> Optional.empty();
      case Kept.CallStands _ -> Optional.empty();
      case Kept.Moment _ -> Optional.empty();
      case Kept.Changed(Change.LegMeasured _) -> Optional.empty();
      case Kept.ContactKept(KeptContact contact) -> Optional.of(contact.name());
      case Kept.ContactGone(KeptContact.Name name) -> Optional.of(name);
      case Kept.SubscriptionKept(KeptSubscription subscription) -> Optional.of(subscription.name());
      case Kept.SubscriptionGone(DialogId name) -> Optional.of(name);
    };
  }

  Standing standing() {
    return new Standing(
        agents.values().stream().map(Change.AgentChanged::agent).toList(),
        switches.values().stream()
            .map(turn -> new Standing.SwitchStanding(turn.id(), turn.position()))
            .toList(),
        tasks.values().stream().map(Change.TaskOpened::task).toList(),
        calls.values().stream().map(call -> call.stillAt(lastMoment)).toList());
  }

  /** Those that have not expired by then. */
  List<KeptContact> contacts(Instant now) {
    contacts.values().removeIf(contact -> !contact.expires().isAfter(now));
    return List.copyOf(contacts.values());
  }

  /** Those that have not expired by then. */
  List<KeptSubscription> subscriptions(Instant now) {
    subscriptions.values().removeIf(each -> !each.expires().isAfter(now));
    return List.copyOf(subscriptions.values());
  }

  /** All of it, to be written down. */
  List<Kept> everything(Instant now) {
    var all = new ArrayList<Kept>();
    agents.values().forEach(agent -> all.add(new Kept.Changed(agent)));
    switches.values().forEach(turn -> all.add(new Kept.Changed(turn)));
    tasks.values().forEach(task -> all.add(new Kept.Changed(task)));
    calls.values().forEach(call -> all.add(new Kept.CallStands(call)));
    if (hasCalls()) {
      all.add(new Kept.Moment(lastMoment));
    }
    contacts(now).forEach(contact -> all.add(new Kept.ContactKept(contact)));
    subscriptions(now).forEach(each -> all.add(new Kept.SubscriptionKept(each)));
    return all;
  }
}
