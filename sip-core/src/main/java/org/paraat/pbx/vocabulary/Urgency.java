package org.paraat.pbx.vocabulary;

/** How urgent a call is: set by number, queue or trusted carrier, never by what a caller says. */
public enum Urgency {
  EMERGENCY,
  ROUTINE
}
