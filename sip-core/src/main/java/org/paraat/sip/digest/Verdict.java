package org.paraat.sip.digest;

/** What the proof in a request is worth. */
public sealed interface Verdict {

  /** The sender knows the secret of this user. */
  record Proven(String user) implements Verdict {}

  /** There is no proof yet: challenge. */
  record Unproven() implements Verdict {}

  /**
   * The proof may be right, but answers no challenge that its sender had, is too old or was used
   * before: challenge as stale.
   */
  record Stale(String user) implements Verdict {}

  /** The secret is wrong, or nobody is called so: both look the same to the sender. */
  record Wrong(String user) implements Verdict {}
}
