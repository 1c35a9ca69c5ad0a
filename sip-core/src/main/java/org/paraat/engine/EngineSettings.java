package org.paraat.engine;

import java.time.Duration;
import org.paraat.pbx.vocabulary.Limits;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.registrar.RegistrarSettings;

/**
 * How this node runs.
 *
 * @param node its number in a cluster
 * @param callsMayLast how long running calls may go on after stop was asked for
 * @param mostLegs a call beyond is refused with 503, unless it is for the emergency services
 * @param audit when the PBX is asked whether its state is sound
 * @param silence how long the sound of a leg may stay away
 */
public record EngineSettings(
    NodeId node,
    Duration callsMayLast,
    int mostLegs,
    Audit audit,
    SipSettings sip,
    RegistrarSettings registrations,
    Limits limits,
    Silence silence) {
  private static final int MOST_LEGS = 10_000;
  private static final Duration CALLS_MAY_LAST = Duration.ofSeconds(10);

  public static EngineSettings ofNode(int number) {
    return new EngineSettings(
        new NodeId(number),
        CALLS_MAY_LAST,
        MOST_LEGS,
        Audit.AFTER_A_FAULT,
        SipSettings.standard(),
        RegistrarSettings.usual(),
        Limits.USUAL,
        Silence.USUAL);
  }

  public EngineSettings lettingCallsLast(Duration time) {
    return new EngineSettings(node, time, mostLegs, audit, sip, registrations, limits, silence);
  }

  public EngineSettings carryingAtMost(int legs) {
    return new EngineSettings(node, callsMayLast, legs, audit, sip, registrations, limits, silence);
  }

  public EngineSettings speaking(SipSettings other) {
    return new EngineSettings(
        node, callsMayLast, mostLegs, audit, other, registrations, limits, silence);
  }

  public EngineSettings auditing(Audit when) {
    return new EngineSettings(
        node, callsMayLast, mostLegs, when, sip, registrations, limits, silence);
  }

  public EngineSettings registering(RegistrarSettings bounds) {
    return new EngineSettings(node, callsMayLast, mostLegs, audit, sip, bounds, limits, silence);
  }

  public EngineSettings limiting(Limits other) {
    return new EngineSettings(
        node, callsMayLast, mostLegs, audit, sip, registrations, other, silence);
  }

  public EngineSettings allowing(Silence other) {
    return new EngineSettings(
        node, callsMayLast, mostLegs, audit, sip, registrations, limits, other);
  }

  /**
   * How long neither sound nor a report may come from a leg that was heard before.
   *
   * @param allowed then the leg is ended, at half of it operators are warned; zero: never
   * @param onHold the same while one side holds the other
   */
  public record Silence(Duration allowed, Duration onHold) {
    public static final Silence USUAL = new Silence(Duration.ofSeconds(45), Duration.ofMinutes(30));
  }

  /** When the PBX is asked whether its state is sound. */
  public enum Audit {
    /** Costly: for tests. */
    EACH_TURN,
    AFTER_A_FAULT
  }
}
