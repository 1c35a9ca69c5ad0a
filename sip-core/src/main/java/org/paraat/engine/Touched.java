package org.paraat.engine;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;

/** Which leg or call an event or a command is about. */
final class Touched {
  private Touched() {}

  static Optional<LegId> legOf(Event event) {
    return switch (event) {
      case Event.Offered e -> Optional.of(e.leg());
      case Event.Trying e -> Optional.of(e.leg());
      case Event.Ringing e -> Optional.of(e.leg());
      case Event.EarlyMediaStarted e -> Optional.of(e.leg());
      case Event.Answered e -> Optional.of(e.leg());
      case Event.Failed e -> Optional.of(e.leg());
      case Event.HungUp e -> Optional.of(e.leg());
      case Event.Moved e -> Optional.of(e.leg());
      case Event.Held e -> Optional.of(e.leg());
      case Event.Resumed e -> Optional.of(e.leg());
      case Event.TransferAsked e -> Optional.of(e.leg());
      case Event.KeyPressed e -> Optional.of(e.leg());
      case Event.PlaybackFinished e -> Optional.of(e.leg());
      case Event.SoundMeasured e -> Optional.of(e.leg());
      case Event.Started _,
          Event.DirectoryChanged _,
          Event.StopRequested _,
          Event.DeviceRegistered _,
          Event.DeviceUnregistered _,
          Event.ProbeAnswered _,
          Event.ProbeMissed _,
          Event.TrunkPeersChanged _,
          Event.TrunkRegistrationChanged _,
          Event.TimerFired _,
          Event.SwitchTurned _,
          Event.CallBackAsked _,
          Event.TaskClosed _ ->
          Optional.empty();
    };
  }

  static List<LegId> legsOf(Command command) {
    return switch (command) {
      case Command.Dial c -> List.of(c.leg());
      case Command.SendRinging c -> List.of(c.leg());
      case Command.SendEarlyMedia c -> List.of(c.leg());
      case Command.Answer c -> List.of(c.leg());
      case Command.HangUp c -> List.of(c.leg());
      case Command.AskIfThere c -> List.of(c.leg());
      case Command.Bridge c -> List.of(c.a(), c.b());
      case Command.Unbridge c -> List.of(c.leg());
      case Command.Play c -> List.of(c.leg());
      case Command.StopPlaying c -> List.of(c.leg());
      case Command.Whisper c -> List.of(c.leg());
      case Command.AcceptTransfer c -> List.of(c.leg());
      case Command.RefuseTransfer c -> List.of(c.leg());
      case Command.ReportTransfer c -> List.of(c.leg());
      case Command.ListenForKeys c -> List.of(c.leg());
      case Command.SetTimer _,
          Command.CancelTimer _,
          Command.Probe _,
          Command.Save _,
          Command.RaiseAlarm _,
          Command.Tell _ ->
          List.of();
    };
  }

  static Optional<CallId> callOf(Command command) {
    return switch (command) {
      case Command.Dial c -> Optional.of(c.call());
      case Command.Tell c -> Optional.of(c.call());
      case Command.Save(Change.CallEnded ended) -> Optional.of(ended.call().id());
      case Command.Save(Change.CallGoesOn on) -> Optional.of(on.call().call().id());
      case Command.Save(Change.LegMeasured measured) -> Optional.of(measured.call());
      case Command.Save _,
          Command.SendRinging _,
          Command.SendEarlyMedia _,
          Command.Answer _,
          Command.HangUp _,
          Command.AskIfThere _,
          Command.Bridge _,
          Command.Unbridge _,
          Command.Play _,
          Command.StopPlaying _,
          Command.Whisper _,
          Command.AcceptTransfer _,
          Command.RefuseTransfer _,
          Command.ReportTransfer _,
          Command.ListenForKeys _,
          Command.SetTimer _,
          Command.CancelTimer _,
          Command.Probe _,
          Command.RaiseAlarm _ ->
          Optional.empty();
    };
  }
}
