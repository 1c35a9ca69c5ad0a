package org.paraat.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.paraat.engine.Storage;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.subscription.KeptSubscription;

/** What would have been written to disk, at once unless it is told to take its time. */
final class PaperStorage implements Storage {
  private final VirtualLoop loop;
  private final List<Change> changes = new ArrayList<>();
  private final Map<KeptContact.Name, KeptContact> contacts = new LinkedHashMap<>();
  private final Map<DialogId, KeptSubscription> subscriptions = new LinkedHashMap<>();
  private Duration disk = Duration.ZERO;
  private boolean isDiskStuck;
  private boolean isBroken;

  PaperStorage(VirtualLoop loop) {
    this.loop = loop;
  }

  @Override
  public void save(Change change) {
    if (isBroken) {
      throw new IllegalStateException("the store is broken");
    }
    changes.add(change);
  }

  @Override
  public void whenKept(Runnable then) {
    if (isBroken) {
      throw new IllegalStateException("the store is broken");
    } else if (disk.isZero() && !isDiskStuck) {
      then.run();
    } else if (!isDiskStuck) {
      loop.schedule(disk, then);
    }
  }

  @Override
  public void save(KeptContact contact) {
    contacts.put(contact.name(), contact);
  }

  @Override
  public void forgetContact(KeptContact.Name name) {
    contacts.remove(name);
  }

  @Override
  public List<KeptContact> contacts() {
    return List.copyOf(contacts.values());
  }

  @Override
  public void save(KeptSubscription subscription) {
    subscriptions.put(subscription.name(), subscription);
  }

  @Override
  public void forgetSubscription(DialogId name) {
    subscriptions.remove(name);
  }

  @Override
  public List<KeptSubscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  /** What stands after all changes so far. */
  Standing standing(Standing first) {
    Map<ExtensionNumber, Standing.AgentStanding> agents = new LinkedHashMap<>();
    Map<SwitchId, Standing.SwitchStanding> switches = new LinkedHashMap<>();
    Map<CallId, Task> tasks = new LinkedHashMap<>();
    Map<CallId, Standing.CallStanding> calls = new LinkedHashMap<>();
    first.calls().forEach(call -> calls.put(call.call().id(), call));
    first.agents().forEach(agent -> agents.put(agent.extension(), agent));
    first.switches().forEach(stood -> switches.put(stood.id(), stood));
    first.tasks().forEach(task -> tasks.put(task.call(), task));
    for (Change change : changes) {
      switch (change) {
        case Change.AgentChanged(_, var agent) -> agents.put(agent.extension(), agent);
        case Change.SwitchPositionChanged(_, var id, var position, _) ->
            switches.put(id, new Standing.SwitchStanding(id, position));
        case Change.TaskOpened(_, var task) -> tasks.put(task.call(), task);
        case Change.TaskClosed closed -> tasks.remove(closed.task());
        case Change.CallGoesOn(var call) -> calls.put(call.call().id(), call);
        case Change.CallEnded(var call) -> calls.remove(call.id());
        case Change.LegMeasured _ -> {}
      }
    }
    return new Standing(
        List.copyOf(agents.values()),
        List.copyOf(switches.values()),
        List.copyOf(tasks.values()),
        List.copyOf(calls.values()));
  }

  void breaks() {
    isBroken = true;
  }

  void takes(Duration time) {
    disk = time;
  }

  void isStuck(boolean stuck) {
    isDiskStuck = stuck;
  }

  List<CallRecord> calls() {
    return changes.stream()
        .flatMap(
            change ->
                change instanceof Change.CallEnded e
                    ? Optional.of(e.call()).stream()
                    : Stream.<CallRecord>empty())
        .toList();
  }

  List<Change> changes() {
    return changes;
  }
}
