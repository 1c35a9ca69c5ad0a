package org.paraat.pbx;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TimerId;

/**
 * What is outside the PBX, as its commands make it: legs, timers, sound. Refuses a command that
 * makes no sense there.
 */
final class World {

  /** A leg as the engine has it. */
  static final class Line {
    final LegId id;
    final Optional<Target> target;
    boolean isAnswered;
    boolean isRung;
    Optional<LegId> bridgedTo = Optional.empty();
    Optional<Command.Play> hears = Optional.empty();

    Line(LegId id, Optional<Target> target) {
      this.id = id;
      this.target = target;
    }
  }

  final Map<LegId, Line> legs = new LinkedHashMap<>();
  final Map<TimerId, Instant> timers = new LinkedHashMap<>();

  void take(Command command, Instant now) {
    switch (command) {
      case Command.Dial dial -> {
        check(!legs.containsKey(dial.leg()), command);
        legs.put(dial.leg(), new Line(dial.leg(), Optional.of(dial.to())));
      }
      case Command.SendRinging(var leg) -> {
        check(isIn(leg) && !leg(leg, command).isAnswered, command);
        leg(leg, command).isRung = true;
      }
      case Command.SendEarlyMedia(var leg) ->
          check(isIn(leg) && !leg(leg, command).isAnswered, command);
      case Command.Answer(var leg) -> {
        check(isIn(leg) && !leg(leg, command).isAnswered, command);
        leg(leg, command).isAnswered = true;
      }
      case Command.HangUp(var leg, _) -> {
        leg(leg, command);
        remove(leg);
      }
      case Command.Bridge(var a, var b) -> {
        check(leg(a, command).bridgedTo.isEmpty() && leg(b, command).bridgedTo.isEmpty(), command);
        leg(a, command).bridgedTo = Optional.of(b);
        leg(b, command).bridgedTo = Optional.of(a);
        leg(a, command).hears = Optional.empty();
        leg(b, command).hears = Optional.empty();
      }
      case Command.Unbridge(var leg) -> {
        leg(leg, command).bridgedTo.ifPresent(peer -> legs.get(peer).bridgedTo = Optional.empty());
        leg(leg, command).bridgedTo = Optional.empty();
      }
      case Command.Play play -> {
        check(leg(play.leg(), command).bridgedTo.isEmpty(), command);
        leg(play.leg(), command).hears = Optional.of(play);
      }
      case Command.ListenForKeys(var leg, _) -> leg(leg, command);
      case Command.Whisper whisper -> leg(whisper.leg(), command);
      case Command.AcceptTransfer(var leg) -> leg(leg, command);
      case Command.RefuseTransfer(var leg, _) -> leg(leg, command);
      case Command.ReportTransfer(var leg, _, _) -> leg(leg, command);
      case Command.AskIfThere(var leg) -> check(leg(leg, command).isAnswered, command);
      case Command.StopPlaying(var leg) -> leg(leg, command).hears = Optional.empty();
      case Command.SetTimer(var timer, var after) -> {
        check(after.compareTo(Duration.ZERO) >= 0 && !timers.containsKey(timer), command);
        timers.put(timer, now.plus(after));
      }
      case Command.CancelTimer(var timer) -> check(timers.remove(timer) != null, command);
      case Command.Probe _, Command.Save _, Command.RaiseAlarm _, Command.Tell _ -> {}
    }
  }

  /** A leg ended by itself. */
  void remove(LegId leg) {
    Line gone = legs.remove(leg);
    if (gone != null) {
      gone.bridgedTo.map(legs::get).ifPresent(peer -> peer.bridgedTo = Optional.empty());
    }
  }

  Optional<PlaybackId> playing(LegId leg) {
    return Optional.ofNullable(legs.get(leg))
        .flatMap(line -> line.hears)
        .map(Command.Play::playback);
  }

  private Line leg(LegId leg, Command command) {
    check(legs.containsKey(leg), command);
    return legs.get(leg);
  }

  private static boolean isIn(LegId leg) {
    return leg.direction() == LegId.Direction.IN;
  }

  private static void check(boolean makesSense, Command command) {
    if (!makesSense) {
      throw new AssertionError("makes no sense: " + command);
    }
  }
}
