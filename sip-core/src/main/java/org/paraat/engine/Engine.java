package org.paraat.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.paraat.pbx.Pbx;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.Transports;

/**
 * The running telephone system of one node: SIP, the PBX and media joined.
 *
 * <p>Every method may be called from any thread; the work is done on the loop.
 */
public final class Engine implements Switchboard, CallLadders {
  private final Loop loop;
  private final EngineSettings settings;
  private final Transports transports;
  private final Directory firstDirectory;
  private final Standing standing;
  private final Ladders ladders;
  private final CoreLoop core;
  private final Meters meters;
  private final SoundDesk sounds;
  private final Legs legs;
  private final Timers timers;
  private final PortJanitor portJanitor;
  private final Trunks trunks;
  private final PhoneDesk phones;
  private final LampDesk lamps;
  private final FrontDoor frontDoor;
  private final Admission admission;
  private final SipEndpoint sip;
  private final OrderlyStop orderlyStop;
  private final PortalDesk portal;
  private final Storage storage;
  private volatile boolean isStarted;
  private volatile boolean isStopping;

  /**
   * @param loop of SIP, which the PBX shares
   * @param transports where we listen; opened by {@link #start}, closed by whoever made them
   * @param random source of tags, branches and nonces: a {@code SecureRandom}, seeded in tests
   * @param standing what people and switches had been set to when the last life ended
   */
  public Engine(
      EngineSettings settings,
      Loop loop,
      Transports transports,
      RandomGenerator random,
      EnginePorts ports,
      Directory directory,
      Standing standing) {
    this.loop = loop;
    this.settings = settings;
    this.transports = transports;
    this.firstDirectory = directory;
    this.standing = standing;
    meters = new Meters(ports.meters());
    var alarms = new Alarms(meters);
    ladders = new Ladders(loop);
    core = new CoreLoop(loop, new Pbx(), ports.journal(), ladders, meters, settings.audit());
    trunks = new Trunks(loop, transports, core, ports.credentials(), ports.dns());
    phones =
        new PhoneDesk(
            loop, core, ports.credentials(), ports.storage(), settings.registrations(), random);
    sounds = new SoundDesk(ports.media(), core, meters, ports.meters(), alarms, settings.silence());
    legs =
        new Legs(
            settings,
            core,
            sounds,
            new Invitations(phones, trunks),
            ladders,
            new SignsOfLife(loop),
            meters.trunks(),
            new Tokens(random));
    timers = new Timers(loop, core);
    portJanitor = new PortJanitor(loop, ports.media(), legs, alarms, ports.meters());
    admission = new Admission(core, legs, ports.media(), meters, alarms);
    lamps = new LampDesk(loop, core, phones, legs, ports.storage());
    frontDoor = new FrontDoor(phones, trunks, legs, lamps, meters, admission);
    sip = new SipEndpoint(loop, transports, random, settings.sip(), frontDoor, ladders.sipTap());
    legs.dialThrough(sip);
    lamps.notifyThrough(sip);
    phones.tellMovesTo(follower());
    core.afterEachTurn(lamps::turned);
    trunks.probeThrough(sip);
    var playing = new Playing(ports.prompts(), alarms::raise);
    storage = ports.storage();
    var confirmations =
        new Confirmations(
            loop,
            core,
            new CommandRunner(legs, timers, trunks, playing, storage, alarms, meters),
            storage,
            alarms);
    core.commandsRunBy(confirmations);
    portal = new PortalDesk(core, confirmations);
    orderlyStop = new OrderlyStop(loop, core, legs, timers);
    meters.gauge("paraat.legs", "legs that are alive", legs, Legs::count);
    meters.gauge("paraat.devices.registered", "phones", phones, PhoneDesk::registered);
    meters.gauge(
        "paraat.trunks.registered",
        "carriers that we are registered at",
        trunks,
        Trunks::registered);
    meters.gauge("paraat.sip.dialogs", "SIP dialogs that stand", sip, SipEndpoint::dialogs);
    meters.gauge(
        "paraat.sip.transactions", "requests that are remembered", sip, SipEndpoint::transactions);
    meters.watch(sip.counters());
    meters.watch(lamps.notifier());
  }

  private PhoneDesk.Follower follower() {
    return new PhoneDesk.Follower() {
      @Override
      public void moved(DeviceId device, Flow from, Flow to) {
        legs.moved(device, from, to);
        lamps.moved(device, from, to);
      }

      @Override
      public void isThere(DeviceId device) {
        lamps.isThere(device);
      }
    };
  }

  /**
   * Opens the ports, for which it waits: so never called on a real loop.
   *
   * @return completes when phones can register and calls can be placed
   */
  public CompletionStage<Void> start() {
    sip.start();
    return onLoop(
        () -> {
          configure(firstDirectory);
          core.happened(
              new Event.Started(
                  core.now(), settings.node(), firstDirectory, standing, settings.limits()));
          trunks.reachOut();
          phones.restore(storage.contacts(), transports);
          lamps.restore(storage.subscriptions());
          frontDoor.open();
          portJanitor.begin();
          admission.begin();
          isStarted = true;
          return null;
        });
  }

  private void configure(Directory current) {
    trunks.configure(current);
    meters.trunks().configure(current);
    portal.configure(current);
    phones.configure(current);
    sounds.configure(current);
    frontDoor.configure(current);
    lamps.configure(current);
  }

  /**
   * The next call is handled by the new directory; one whose trunks cannot be told apart is
   * refused.
   */
  public CompletionStage<Void> directoryChanged(Directory changed) {
    return onLoop(
        () -> {
          configure(changed);
          core.happened(new Event.DirectoryChanged(core.now(), changed));
          lamps.lookAgain();
          trunks.reachOut();
          return null;
        });
  }

  /**
   * Refuses new calls, gives the running ones their time, then ends them: completes when nothing is
   * left. Whoever opened the transports closes them then.
   */
  public CompletionStage<Void> stop() {
    isStopping = true;
    var stopped = new CompletableFuture<Void>();
    loop.execute(
        () -> {
          if (!isStarted) {
            stopped.complete(null);
            return;
          }
          orderlyStop.begin(
              settings.callsMayLast(),
              () -> {
                trunks.takeLeave();
                frontDoor.close();
                stopped.complete(null);
              });
        });
    return stopped;
  }

  @Override
  public CompletionStage<View> view() {
    return onLoop(() -> core.pbx().view());
  }

  @Override
  public CompletionStage<TurnOutcome> turn(SwitchId id, PositionId position, String by) {
    return onLoop(() -> portal.turn(id, position, by)).thenCompose(turned -> turned);
  }

  @Override
  public CompletionStage<CallBackOutcome> callBack(CallId task, DeviceId device) {
    return onLoop(() -> portal.callBack(task, device));
  }

  @Override
  public CompletionStage<ClosingOutcome> closeTask(CallId task, String by, String because) {
    return onLoop(() -> portal.closeTask(task, by, because)).thenCompose(closed -> closed);
  }

  /** Whether any call has come in since the start; from any thread. */
  public boolean hasHadCalls() {
    return meters.haveCallsStarted();
  }

  @Override
  public boolean isReadyForCalls() {
    return isStarted && !isStopping;
  }

  @Override
  public CompletionStage<List<Rung>> ladderOf(String callId) {
    return ladders.ladderOf(callId);
  }

  /** What audits have found unsound in the state of the PBX so far: empty when all is well. */
  public CompletionStage<List<String>> findings() {
    return onLoop(core::findings);
  }

  private <T> CompletionStage<T> onLoop(Supplier<T> work) {
    var result = new CompletableFuture<T>();
    loop.execute(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
