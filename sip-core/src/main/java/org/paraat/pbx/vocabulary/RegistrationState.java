package org.paraat.pbx.vocabulary;

/** How far we are with registering at a carrier. */
public enum RegistrationState {
  REGISTERING,
  REGISTERED,
  /** The carrier said no: a person must look at the account. */
  REFUSED,
  UNREACHABLE
}
