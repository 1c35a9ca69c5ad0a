package org.paraat.pbx.vocabulary;

/** Where a call came in: proven by digest or by the trunk's address, unlike the caller ID. */
public sealed interface Origin {
  record FromDevice(DeviceId device) implements Origin {}

  record FromTrunk(TrunkId trunk) implements Origin {}
}
