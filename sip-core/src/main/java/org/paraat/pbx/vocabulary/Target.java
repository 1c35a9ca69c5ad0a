package org.paraat.pbx.vocabulary;

/** What one outgoing leg is sent to. */
public sealed interface Target {
  /** Every contact that the device has registered. */
  record ToDevice(DeviceId device) implements Target {}

  /**
   * A number at a carrier.
   *
   * @param peer which of its servers
   * @param number as the carrier is to see it: {@code 0600000021}, {@code 112}
   */
  record ToTrunk(TrunkId trunk, PeerId peer, String number) implements Target {}
}
