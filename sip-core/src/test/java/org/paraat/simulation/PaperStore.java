package org.paraat.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
import org.paraat.sip.subscription.KeptSubscription;

/** A disk that outlives every life of the platform: it takes its time, and now and then nothing. */
final class PaperStore implements Storage {
  private final World world;
  private final Map<ExtensionNumber, Standing.AgentStanding> agents = new LinkedHashMap<>();
  private final Map<SwitchId, Standing.SwitchStanding> switches = new LinkedHashMap<>();
  private final Map<CallId, Task> tasks = new LinkedHashMap<>();
  private final Map<CallId, Standing.CallStanding> calls = new LinkedHashMap<>();
  private final Map<KeptContact.Name, KeptContact> contacts = new LinkedHashMap<>();
  private final Map<DialogId, KeptSubscription> subscriptions = new LinkedHashMap<>();
  private final List<Consumer<CallRecord>> readers = new ArrayList<>();
  private final Deque<Runnable> onItsWay = new ArrayDeque<>();
  private Duration delay = Duration.ZERO;
  private boolean isStuck;
  private int life;

  PaperStore(World world) {
    this.world = world;
  }

  void readBy(Consumer<CallRecord> reader) {
    readers.add(reader);
  }

  // --- how it is ---

  /** From now on everything takes so long. */
  void takes(Duration time) {
    delay = time;
  }

  /** Takes nothing any more: what is saved waits. */
  void isStuck(boolean stuck) {
    isStuck = stuck;
    if (!stuck) {
      later();
    }
  }

  /** What was on its way is lost with the process. */
  void platformDied() {
    life++;
    onItsWay.clear();
  }

  // --- what it is asked ---

  @Override
  public void save(Change change) {
    if (change instanceof Change.CallEnded ended) {
      calls.remove(ended.call().id());
      readers.forEach(reader -> reader.accept(ended.call()));
    } else if (change instanceof Change.CallGoesOn(var call)) {
      calls.put(call.call().id(), call);
    } else {
      onItsWay.add(() -> write(change));
      later();
    }
  }

  private void write(Change change) {
    switch (change) {
      case Change.AgentChanged changed -> agents.put(changed.agent().extension(), changed.agent());
      case Change.SwitchPositionChanged turned ->
          switches.put(turned.id(), new Standing.SwitchStanding(turned.id(), turned.position()));
      case Change.TaskOpened opened -> tasks.put(opened.task().call(), opened.task());
      case Change.TaskClosed closed -> tasks.remove(closed.task());
      case Change.CallGoesOn _, Change.CallEnded _, Change.LegMeasured _ -> {}
    }
  }

  @Override
  public void whenKept(Runnable then) {
    if (onItsWay.isEmpty() && !isStuck) {
      then.run();
    } else {
      onItsWay.add(then);
      later();
    }
  }

  private void later() {
    int now = life;
    world.loop.schedule(
        delay,
        () -> {
          while (now == life && !isStuck && !onItsWay.isEmpty()) {
            onItsWay.poll().run();
          }
        });
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

  /** What the next life is given. */
  Standing standing() {
    return new Standing(
        List.copyOf(agents.values()),
        List.copyOf(switches.values()),
        List.copyOf(tasks.values()),
        List.copyOf(calls.values()));
  }
}
