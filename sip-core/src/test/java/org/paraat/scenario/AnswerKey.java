package org.paraat.scenario;

/** The keys of a telephone for a call that rings: take it, refuse it, send it elsewhere. */
interface AnswerKey {

  Telephone self();

  default Telephone answers() {
    self().ringing().answer();
    self().office().settles();
    return self();
  }

  /** Answers without letting time pass: for what happens in the same moment. */
  default Telephone answersThisInstant() {
    self().ringing().answer();
    return self();
  }

  /** Is heard before it answers, and its answer says that it holds: a hold by a second answer. */
  default Telephone answersHolding() {
    self().ringing().answerHolding(HoldForm.SENDONLY);
    self().office().settles();
    return self();
  }

  default Telephone letsItsOwnToneBeHeard() {
    self().ringing().startsEarlyMedia();
    self().office().settles();
    return self();
  }

  /** Presses reject. */
  default Telephone declines() {
    return refusesWith(603);
  }

  default Telephone refusesWith(int status) {
    self().ringing().reject(status, "Refused");
    self().office().settles();
    return self();
  }

  default Telephone declinesThisInstant() {
    self().ringing().reject(603, "Decline");
    return self();
  }

  /** Sends its call elsewhere (302). */
  default Telephone forwardsTo(String number) {
    self().ringing().redirect("sip:" + number + "@" + Office.PLATFORM_ADDRESS);
    self().office().settles();
    return self();
  }
}
