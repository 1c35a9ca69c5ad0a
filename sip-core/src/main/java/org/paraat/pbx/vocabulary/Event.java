package org.paraat.pbx.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;

/** All that can happen: each event carries its time, because the PBX has no clock. */
public sealed interface Event {
  Instant at();

  // --- the platform ---

  /** First event of a life: what is configured and what stood when the last life ended. */
  record Started(Instant at, NodeId node, Directory directory, Standing standing, Limits limits)
      implements Event {

    /** With the usual limits. */
    public Started(Instant at, NodeId node, Directory directory, Standing standing) {
      this(at, node, directory, standing, Limits.USUAL);
    }
  }

  record DirectoryChanged(Instant at, Directory directory) implements Event {}

  /** New calls are refused from now on. */
  record StopRequested(Instant at) implements Event {}

  // --- phones and trunks ---

  /** A device has at least one contact: also sent when one is refreshed or added. */
  record DeviceRegistered(Instant at, DeviceId device) implements Event {}

  /** A device has no contact any more. */
  record DeviceUnregistered(Instant at, DeviceId device, String because) implements Event {}

  record ProbeAnswered(Instant at, TrunkId trunk, PeerId peer) implements Event {}

  record ProbeMissed(Instant at, TrunkId trunk, PeerId peer, String because) implements Event {}

  /**
   * Where the servers of a trunk are, by the domain name system.
   *
   * @param peers all that it has now; empty: none is known
   * @param because why none is known; empty otherwise
   */
  record TrunkPeersChanged(Instant at, TrunkId trunk, List<TrunkPeer> peers, String because)
      implements Event {
    public TrunkPeersChanged {
      peers = List.copyOf(peers);
    }
  }

  record TrunkRegistrationChanged(
      Instant at, TrunkId trunk, RegistrationState state, String because) implements Event {}

  // --- legs ---

  /**
   * An INVITE came in and its sender is known.
   *
   * @param dialled the user part of the request URI, unescaped: {@code 0880000100}, {@code *48*999}
   * @param hopsLeft how often the call may still be passed on (RFC 3261, Max-Forwards)
   * @param redirections whom it was meant for before, the latest first
   * @param urgency what a trusted carrier says of it (RFC 4412); routine from everybody else
   * @param replaces whose place it is to take (RFC 3891)
   */
  record Offered(
      Instant at,
      LegId leg,
      Origin from,
      String dialled,
      CallerId caller,
      int hopsLeft,
      List<Redirection> redirections,
      Urgency urgency,
      Optional<Replaces> replaces)
      implements Event {
    public Offered {
      redirections = List.copyOf(redirections);
    }

    /** That claims no urgency and replaces nobody. */
    public Offered(
        Instant at,
        LegId leg,
        Origin from,
        String dialled,
        CallerId caller,
        int hopsLeft,
        List<Redirection> redirections) {
      this(
          at,
          leg,
          from,
          dialled,
          caller,
          hopsLeft,
          redirections,
          Urgency.ROUTINE,
          Optional.empty());
    }

    /** That was passed on by nobody. */
    public Offered(
        Instant at, LegId leg, Origin from, String dialled, CallerId caller, int hopsLeft) {
      this(at, leg, from, dialled, caller, hopsLeft, List.of());
    }
  }

  /** A leg that we dialled said 100 Trying: the peer is alive. */
  record Trying(Instant at, LegId leg) implements Event {}

  /** A leg that we dialled rings (180 and its kin). */
  record Ringing(Instant at, LegId leg) implements Event {}

  /** A leg that we dialled lets its own sound be heard before it answers (18x with SDP). */
  record EarlyMediaStarted(Instant at, LegId leg) implements Event {}

  record Answered(Instant at, LegId leg) implements Event {}

  /**
   * A leg that we dialled ended before it was answered.
   *
   * @param status the SIP status code, or 0 when there was no response at all
   */
  record Failed(Instant at, LegId leg, Cause cause, int status) implements Event {}

  /**
   * The peer ended a leg: BYE, or CANCEL of a leg that came in; also when its media died ({@code
   * SOUND_LOST}).
   */
  record HungUp(Instant at, LegId leg, Cause cause) implements Event {}

  /**
   * A phone of ours that we dialled sends the call elsewhere (302): the leg is over.
   *
   * @param to the user part of its first Contact, unescaped
   */
  record Moved(Instant at, LegId leg, String to) implements Event {}

  /** The phone at an answered leg put us on hold, in whatever form; said once until it resumes. */
  record Held(Instant at, LegId leg) implements Event {}

  /** The phone at a leg that had put us on hold took us back. */
  record Resumed(Instant at, LegId leg) implements Event {}

  /**
   * A phone of ours asks to transfer who is at the other side of its leg (REFER); answered by
   * AcceptTransfer or RefuseTransfer.
   *
   * @param dialled user part of Refer-To, unescaped: {@code 1301}, {@code 0600000050}, {@code *681}
   * @param replaces the phone's other dialog, when it has talked to the target already
   */
  record TransferAsked(Instant at, LegId leg, String dialled, Optional<Replaces> replaces)
      implements Event {}

  /** A key was pressed: one of {@code 0-9 * # A-D}. */
  record KeyPressed(Instant at, LegId leg, char key) implements Event {}

  /** A playback that does not repeat came to its end. */
  record PlaybackFinished(Instant at, LegId leg, PlaybackId playback) implements Event {}

  /** What came of the sound of a leg that ended; may come after the end of its call. */
  record SoundMeasured(Instant at, LegId leg, Quality quality) implements Event {}

  // --- time ---

  record TimerFired(Instant at, TimerId timer) implements Event {}

  // --- people, by portal and API ---

  /** Somebody wants to call an emergency caller back from this phone. */
  record CallBackAsked(Instant at, CallId task, DeviceId device) implements Event {}

  /** Somebody says that a caller need not be called back any more, and why. */
  record TaskClosed(Instant at, CallId task, String by, String because) implements Event {}

  /** Somebody with the right to do so turned a switch. */
  record SwitchTurned(Instant at, SwitchId id, PositionId position, String by) implements Event {}
}
