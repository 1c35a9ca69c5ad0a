package org.paraat.pbx.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.RegistrationState;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.TrunkId;

/**
 * The whole PBX at one moment.
 *
 * @param at time of the last event in it
 * @param switches by name, A-Z
 * @param queues in the order of the directory
 * @param calls those that go on, newest first
 * @param tasks emergency callers to be called back, the oldest first
 */
public record View(
    Instant at,
    long directoryVersion,
    List<SwitchView> switches,
    List<QueueView> queues,
    List<CallRecord> calls,
    List<TrunkView> trunks,
    List<DeviceView> devices,
    List<Task> tasks) {

  /** Nobody is to be called back. */
  public View(
      Instant at,
      long directoryVersion,
      List<SwitchView> switches,
      List<QueueView> queues,
      List<CallRecord> calls,
      List<TrunkView> trunks,
      List<DeviceView> devices) {
    this(at, directoryVersion, switches, queues, calls, trunks, devices, List.of());
  }

  public record SwitchView(
      SwitchId id, String name, PositionId position, List<PositionId> positions) {}

  public record QueueView(
      QueueCode code,
      String name,
      int waiting,
      Optional<Instant> longestWaitSince,
      List<AgentView> agents) {}

  /**
   * One member of a queue.
   *
   * @param device where they are logged in; empty when logged out
   */
  public record AgentView(
      ExtensionNumber extension,
      String name,
      Optional<DeviceId> device,
      AgentState state,
      Instant since) {}

  /**
   * A carrier's line.
   *
   * @param calls how many legs it carries now
   * @param registration empty when we do not register there
   */
  public record TrunkView(
      TrunkId id,
      TrunkState state,
      Instant since,
      String because,
      int calls,
      List<PeerView> peers,
      Optional<RegistrationView> registration) {}

  /** One SIP server of a trunk. */
  public record PeerView(PeerId id, TrunkState state, Instant since, String because) {}

  /** How far we are with registering at a carrier. */
  public record RegistrationView(RegistrationState state, Instant since, String because) {}

  /** A phone, whether it is registered and who is logged in there. */
  public record DeviceView(
      DeviceId id, Reachability reachability, Optional<ExtensionNumber> person) {}

  /** In the words of the API. */
  public enum AgentState {
    AVAILABLE,
    RINGING,
    TALKING,
    WRAPUP,
    PAUSED,
    /** Logged out, or no reachable phone. */
    UNREACHABLE
  }

  public enum TrunkState {
    /** Not probed yet: tried all the same. */
    UNKNOWN,
    UP,
    DOWN
  }

  public enum Reachability {
    REACHABLE,
    UNREACHABLE
  }
}
