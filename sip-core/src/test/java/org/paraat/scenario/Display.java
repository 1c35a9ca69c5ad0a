package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

/** What a telephone tells its person of a call: who it is, how it rings, why it ended. */
interface Display {

  Telephone self();

  default Telephone isRefusedWith(int status) {
    self().eventually(() -> self().latest().isOver(), "is not refused");
    assertEquals(status, self().latest().refusedWith(), self() + " is refused otherwise");
    return self();
  }

  /** The BYE said why. */
  default Telephone wasToldWhy(int reason) {
    assertEquals(
        Optional.of(reason),
        self().latest().endedBecause().map(r -> r.cause()),
        self() + " was told");
    return self();
  }

  default Telephone shows(String number) {
    assertEquals(number, self().latest().shownNumber(), self() + " shows another number");
    return self();
  }

  default Telephone showsName(String displayName) {
    assertEquals(displayName, self().latest().shownName(), self() + " shows another name");
    return self();
  }

  default Telephone ringsForAnEmergency() {
    self().rings();
    Line line = self().latest();
    String alert = line.headerLines("Alert-Info");
    assertTrue(
        alert.contains("<http://127.0.0.1>;info=spoed;x-line-id=0")
            && alert.contains("urn:alert:priority:high"),
        self() + " rings as " + alert);
    assertEquals(Optional.of("emergency"), line.header("Priority"));
    assertEquals(Optional.of("esnet.1"), line.header("Resource-Priority"));
    assertTrue(line.shownName().startsWith("SPOED – "), self() + " shows " + line.shownName());
    return self();
  }

  default Telephone ringsAsUsual() {
    self().rings();
    assertEquals(
        Optional.empty(), self().latest().header("Alert-Info"), self() + " rings urgently");
    return self();
  }

  /** It stops ringing because a colleague took the call: no missed call is shown. */
  default Telephone learnsThatTheCallWasTakenElsewhere() {
    self().isQuiet();
    Line line = self().latest();
    assertTrue(
        line.endedBecause().filter(reason -> reason.cause() == 200).isPresent(),
        self() + " was told " + line.endedBecause());
    return self();
  }
}
