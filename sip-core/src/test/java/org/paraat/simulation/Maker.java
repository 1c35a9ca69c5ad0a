package org.paraat.simulation;

import java.util.List;

/**
 * What the makers of phones do differently with two calls at a time.
 *
 * @param hold how it says that it holds
 * @param resumesPlainly takes back without a word on the direction
 * @param second in which order it takes a second call
 * @param namesTargetByContact writes the target's Contact in Refer-To instead of the number
 * @param refersOnSecondLine sends its REFER on the line of the consultation
 * @param holdsConsultation holds the second line too before it transfers
 * @param endsAfterReport hangs up when it has read of the success; else waits for our BYE
 * @param early how it transfers to somebody who rings still
 */
record Maker(
    String name,
    HoldForm hold,
    boolean resumesPlainly,
    Second second,
    boolean namesTargetByContact,
    boolean refersOnSecondLine,
    boolean holdsConsultation,
    boolean endsAfterReport,
    Early early) {

  enum HoldForm {
    SENDONLY,
    INACTIVE,
    /** As RFC 2543 had it. */
    ZERO_ADDRESS,
    /** A re-INVITE without an offer, whose ACK brings the hold as an answer. */
    SECOND_ANSWER
  }

  enum Second {
    ANSWERS_THEN_HOLDS,
    HOLDS_THEN_ANSWERS,
    NEVER_HOLDS,
    /** Says 486: its call waiting is off. */
    REFUSES
  }

  enum Early {
    REPLACES,
    CANCEL_FIRST,
    PLAIN
  }

  static final List<Maker> ALL =
      List.of(
          new Maker(
              "Snom",
              HoldForm.SENDONLY,
              false,
              Second.HOLDS_THEN_ANSWERS,
              false,
              false,
              true,
              true,
              Early.REPLACES),
          new Maker(
              "Yealink",
              HoldForm.SENDONLY,
              false,
              Second.ANSWERS_THEN_HOLDS,
              true,
              false,
              false,
              true,
              Early.REPLACES),
          new Maker(
              "Grandstream",
              HoldForm.SENDONLY,
              true,
              Second.HOLDS_THEN_ANSWERS,
              true,
              true,
              false,
              false,
              Early.PLAIN),
          new Maker(
              "Poly",
              HoldForm.INACTIVE,
              true,
              Second.ANSWERS_THEN_HOLDS,
              false,
              false,
              false,
              true,
              Early.PLAIN),
          new Maker(
              "Aastra",
              HoldForm.ZERO_ADDRESS,
              false,
              Second.HOLDS_THEN_ANSWERS,
              false,
              false,
              false,
              false,
              Early.CANCEL_FIRST),
          new Maker(
              "Gigaset",
              HoldForm.SECOND_ANSWER,
              true,
              Second.NEVER_HOLDS,
              false,
              true,
              false,
              true,
              Early.REPLACES),
          new Maker(
              "a simple one",
              HoldForm.SENDONLY,
              true,
              Second.REFUSES,
              false,
              false,
              false,
              false,
              Early.PLAIN));
}
