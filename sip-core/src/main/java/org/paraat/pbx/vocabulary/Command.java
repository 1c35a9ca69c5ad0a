package org.paraat.pbx.vocabulary;

import java.time.Duration;
import java.util.List;

/** All that the PBX can ask for; carried out after the whole turn succeeded. */
public sealed interface Command {

  // --- legs ---

  /**
   * Sends an INVITE; answered by Trying, Ringing, Answered or Failed.
   *
   * @param caller the leg of the caller, to whose sound the new one is fitted
   * @param vouched what a carrier is told besides
   * @param hopsLeft how often the call may still be passed on
   */
  record Dial(
      LegId leg,
      CallId call,
      LegId caller,
      Target to,
      CallerId shownAs,
      Vouched vouched,
      Alerting alerting,
      int hopsLeft)
      implements Command {}

  /** 180 to a leg that came in. */
  record SendRinging(LegId leg) implements Command {}

  /** 183 with SDP to a leg that came in, so that what is bridged or played can be heard. */
  record SendEarlyMedia(LegId leg) implements Command {}

  /** 200 to a leg that came in. */
  record Answer(LegId leg) implements Command {}

  /**
   * Ends a leg in the way its dialog asks for: CANCEL, a final response, or BYE. No event follows,
   * whatever crosses it on the wire.
   */
  record HangUp(LegId leg, Cause cause) implements Command {}

  /**
   * Asks the phone of an answered leg at once whether it is there, instead of when it has been
   * silent for long; HungUp follows when it is not.
   */
  record AskIfThere(LegId leg) implements Command {}

  // --- transfer ---

  /** 202 to the REFER on this leg, and that it is being tried. */
  record AcceptTransfer(LegId leg) implements Command {}

  /** Refuses the REFER on this leg: the conversation goes on as it was. */
  record RefuseTransfer(LegId leg, Cause cause) implements Command {}

  /**
   * Tells the phone what becomes of the transfer that it asked for (NOTIFY, sipfrag). A HangUp that
   * follows waits until the phone has heard it.
   *
   * @param because of a failure; otherwise NORMAL
   */
  record ReportTransfer(LegId leg, TransferState state, Cause because) implements Command {}

  // --- media ---

  /** Joins the sound of two legs both ways; ends what was played to them. */
  record Bridge(LegId a, LegId b) implements Command {}

  /** Takes a leg out of its bridge; both hear silence until something else is asked for. */
  record Unbridge(LegId leg) implements Command {}

  /** Plays prompts one after the other; replaces what was playing. */
  record Play(
      LegId leg, PlaybackId playback, Language language, List<PromptId> prompts, Repeat repeat)
      implements Command {}

  /**
   * Says something to one leg over what it hears, once; the other side of its bridge hears nothing
   * of it and goes on being heard.
   */
  record Whisper(LegId leg, Language language, List<PromptId> prompts) implements Command {}

  record StopPlaying(LegId leg) implements Command {}

  /**
   * Says which keys of a leg are to be found in its very sound, where its phone or trunk has no
   * other way to send them.
   */
  record ListenForKeys(LegId leg, KeysWanted wanted) implements Command {}

  // --- time ---

  record SetTimer(TimerId timer, Duration after) implements Command {}

  record CancelTimer(TimerId timer) implements Command {}

  // --- the world ---

  /** Sends OPTIONS to a peer of a trunk; answered by ProbeAnswered or ProbeMissed. */
  record Probe(TrunkId trunk, PeerId peer) implements Command {}

  /** Writes a change of state behind. */
  record Save(Change change) implements Command {}

  /** Tells the operators of the platform, in the log and as a metric. */
  record RaiseAlarm(Alarm alarm) implements Command {}

  /** One line of the log about one call; each call is told in ten lines or fewer. */
  record Tell(CallId call, String line) implements Command {}

  /** How far a transfer is. */
  enum TransferState {
    RINGING,
    DONE,
    FAILED
  }

  /** Which keys somebody waits for. */
  enum KeysWanted {
    NONE,
    /** Somebody keys something in. */
    ANY,
    /** In a conversation: {@code *4} and {@code *#} alone, for a voice sounds like any one key. */
    SEQUENCES
  }

  /** Whether a playback starts again when it ends. */
  enum Repeat {
    ONCE,
    FOREVER
  }
}
