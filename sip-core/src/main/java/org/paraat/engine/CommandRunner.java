package org.paraat.engine;

import java.util.List;
import java.util.Optional;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaSession;
import org.paraat.media.PortsExhausted;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the PBX asks for; what comes too late for a leg is passed over. */
final class CommandRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

  /** What becomes of each call: an operator may want it apart. */
  private static final Logger CALLS = LoggerFactory.getLogger("call");

  private final Legs legs;
  private final Timers timers;
  private final Trunks trunks;
  private final Playing playing;
  private final Storage storage;
  private final Alarms alarms;
  private final Meters meters;

  CommandRunner(
      Legs legs,
      Timers timers,
      Trunks trunks,
      Playing playing,
      Storage storage,
      Alarms alarms,
      Meters meters) {
    this.legs = legs;
    this.timers = timers;
    this.trunks = trunks;
    this.playing = playing;
    this.storage = storage;
    this.alarms = alarms;
    this.meters = meters;
  }

  /**
   * Never throws: one command that fails leaves the others their chance. A leg that it was about is
   * ended, because nobody could say what its party hears now.
   */
  void run(Command command) {
    try {
      carryOut(command);
    } catch (RuntimeException e) {
      LOG.error("Could not carry out {}", command, e);
      meters.commandFailed();
      breakDown(command);
    }
  }

  private void breakDown(Command failed) {
    if (failed instanceof Command.SendRinging) {
      return; // the caller hears nothing, and is rung for all the same
    }
    try {
      Touched.legsOf(failed)
          .forEach(id -> legs.leg(id).ifPresent(leg -> leg.breakDown(Cause.OUR_BUG)));
    } catch (RuntimeException e) {
      LOG.error("Could not end the legs of {}", failed, e);
    }
  }

  private void carryOut(Command command) {
    switch (command) {
      case Command.Dial dial -> legs.dial(dial);
      case Command.SendRinging ring -> legs.leg(ring.leg()).ifPresent(Leg::ring);
      case Command.SendEarlyMedia early -> legs.leg(early.leg()).ifPresent(Leg::startEarlyMedia);
      case Command.Answer answer -> legs.leg(answer.leg()).ifPresent(Leg::answer);
      case Command.HangUp end -> legs.leg(end.leg()).ifPresent(leg -> leg.hangUp(end.cause()));
      case Command.AskIfThere ask -> legs.leg(ask.leg()).ifPresent(Leg::askIfThere);
      case Command.AcceptTransfer accept -> legs.leg(accept.leg()).ifPresent(Leg::acceptTransfer);
      case Command.RefuseTransfer refuse ->
          legs.leg(refuse.leg()).ifPresent(leg -> leg.refuseTransfer(refuse.cause()));
      case Command.ReportTransfer report ->
          legs.leg(report.leg())
              .ifPresent(leg -> leg.reportTransfer(report.state(), report.because()));
      case Command.Whisper whisper ->
          openSession(whisper.leg())
              .ifPresent(
                  session ->
                      session.whisper(playing.clipsOf(whisper.prompts(), whisper.language())));
      case Command.Bridge bridge -> bridge(bridge.a(), bridge.b());
      case Command.Unbridge unbridge ->
          openSession(unbridge.leg()).ifPresent(MediaSession::disconnect);
      case Command.Play play -> play(play);
      case Command.StopPlaying stop -> openSession(stop.leg()).ifPresent(MediaSession::stopPlaying);
      case Command.ListenForKeys listen -> listenForKeys(listen);
      case Command.SetTimer set -> timers.set(set.timer(), set.after());
      case Command.CancelTimer cancel -> timers.cancel(cancel.timer());
      case Command.Probe probe -> trunks.probe(probe.trunk(), probe.peer());
      case Command.Save save -> storage.save(save.change());
      case Command.RaiseAlarm raise -> alarms.raise(raise.alarm());
      case Command.Tell tell -> CALLS.info("{} {}", tell.call(), tell.line());
    }
  }

  private void bridge(LegId a, LegId b) {
    Optional<MediaSession> one = session(a);
    Optional<MediaSession> other = session(b);
    if (one.isPresent() && other.isPresent()) {
      fit(one.get(), other.get());
      fit(other.get(), one.get());
      one.get().connect(other.get());
    }
  }

  /** What is agreed with one side from now on is to be what the other speaks already. */
  private static void fit(MediaSession session, MediaSession other) {
    other.codec().ifPresent(codec -> session.prefer(List.of(codec)));
  }

  private void listenForKeys(Command.ListenForKeys listen) {
    session(listen.leg())
        .ifPresent(
            session ->
                session.listenForKeys(
                    switch (listen.wanted()) {
                      case NONE -> KeysInSound.NONE;
                      case ANY -> KeysInSound.ANY;
                      case SEQUENCES -> KeysInSound.SEQUENCES;
                    }));
  }

  private void play(Command.Play play) {
    session(play.leg())
        .ifPresent(
            session ->
                session.play(
                    play.playback().number(),
                    playing.clipsOf(play.prompts(), play.language()),
                    switch (play.repeat()) {
                      case ONCE -> MediaSession.Repetition.ONCE;
                      case FOREVER -> MediaSession.Repetition.FOREVER;
                    }));
  }

  private Optional<MediaSession> openSession(LegId id) {
    return legs.leg(id).flatMap(leg -> leg.sound().ifOpen());
  }

  /** Opens the leg's session if this is the first that needs it. */
  private Optional<MediaSession> session(LegId id) {
    Optional<Leg> leg = legs.leg(id);
    if (leg.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(leg.get().sound().session());
    } catch (PortsExhausted e) {
      leg.get().breakDown(Cause.OVERLOAD);
      return Optional.empty();
    }
  }
}
