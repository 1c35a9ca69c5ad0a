package org.paraat.pbx.vocabulary;

/** How a phone is to ring. */
public enum Alerting {
  ROUTINE,
  /** Own ring, prefixed name, Resource-Priority (V5). */
  EMERGENCY
}
