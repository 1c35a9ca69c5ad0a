package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipUris;

/** The key of a telephone that connects its party to somebody else, and what its display tells. */
interface TransferKey {

  Telephone self();

  // --- deeds ---

  /** Asks for its party to be connected to this number: a blind transfer. */
  default Telephone transfersTo(String number) {
    transfersThisInstantTo(number);
    self().office().settles();
    return self();
  }

  default void transfersThisInstantTo(String number) {
    self().inCall().refer(List.of(referTo(number, Optional.empty())));
  }

  /**
   * Connects the party on hold to the one that was called meanwhile, answered already or not, as
   * phones of its maker do.
   */
  default Telephone transfers() {
    transfersThisInstant();
    self().office().settles();
    return self();
  }

  default void transfersThisInstant() {
    Line kept = self().held();
    Line target = otherThan(kept);
    if (target.state() != Line.State.TALKING) {
      transfersWhileItRings(kept, target);
      return;
    }
    if (self().maker().holdsBoth()) {
      target.hold(self().maker().holds());
      self().office().settles();
    }
    kept.refer(List.of(referTo(target.dialled(), Optional.of(target))));
  }

  private void transfersWhileItRings(Line kept, Line target) {
    HeaderLine number = referTo(target.dialled(), Optional.empty());
    switch (self().maker().whileItRings()) {
      case NAMES_THE_RINGING_CALL ->
          kept.refer(List.of(referTo(target.dialled(), Optional.of(target))));
      case NAMES_THE_NUMBER -> kept.refer(List.of(number));
      case CANCELS_AND_NAMES_THE_NUMBER -> {
        target.hangUp();
        kept.refer(List.of(number));
      }
    }
  }

  /** Asks on the call to the target, not on the one on hold, as some do. */
  default Telephone transfersFromTheOtherSide() {
    Line kept = self().held();
    otherThan(kept).refer(List.of(referTo("0000", Optional.of(kept))));
    self().office().settles();
    return self();
  }

  /** Hanging up connects both parties: the transfer and the end are said in one go. */
  default Telephone transfersByHangingUp() {
    Line kept = self().held();
    Line target = otherThan(kept);
    transfersThisInstant();
    if (!target.isOver()) {
      target.hangUp();
    }
    kept.hangUp();
    self().office().settles();
    return self();
  }

  /** Asks for a transfer as it is written. */
  default Telephone refers(String... referTo) {
    self()
        .inCall()
        .refer(List.of(referTo).stream().map(value -> new HeaderLine("Refer-To", value)).toList());
    self().office().settles();
    return self();
  }

  private Line otherThan(Line kept) {
    return self().one(line -> line != kept && !line.isOver(), "has no second call");
  }

  private HeaderLine referTo(String number, Optional<Line> target) {
    boolean isContact = target.isPresent() && self().maker().namesContact();
    String uri =
        isContact
            ? "sip:paraat@" + Office.PLATFORM_ADDRESS + ":" + Office.SIP_PORT
            : SipUris.sip(number, Office.PLATFORM_ADDRESS);
    String replaces = target.map(line -> "?Replaces=" + escaped(line.asReplaced())).orElse("");
    return new HeaderLine("Refer-To", "<" + uri + replaces + ">");
  }

  /** As a value stands in the headers of a URI. */
  static String escaped(String value) {
    return value.replace(";", "%3B").replace("=", "%3D").replace("@", "%40");
  }

  // --- what its display tells ---

  /** The latest transfer that it asked for. */
  default AskedTransfer latestTransfer() {
    return self()
        .one(line -> line.transfer().isPresent(), "asked for no transfer")
        .transfer()
        .orElseThrow();
  }

  /** How its latest transfer was answered. */
  default Telephone isToldOfItsTransfer(int status) {
    AskedTransfer asked = latestTransfer();
    self().eventually(() -> asked.answeredWith() > 0, "hears nothing of its transfer");
    assertEquals(status, asked.answeredWith(), self() + " is told otherwise of its transfer");
    return self();
  }

  /** Its latest transfer is done. */
  default Telephone transferIsDone() {
    return transferEndsWith("SIP/2.0 200 OK");
  }

  /** The last that it is told of its latest transfer. */
  default Telephone transferEndsWith(String statusLine) {
    AskedTransfer asked = latestTransfer();
    self().eventually(asked::isOver, "is not told the end of its transfer");
    assertEquals(202, asked.answeredWith(), self() + " is told otherwise of its transfer");
    assertEquals(statusLine, asked.news().getLast(), self() + " is told another end");
    return self();
  }
}
