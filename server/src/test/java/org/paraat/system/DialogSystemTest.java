package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What phones and carriers of today add to a call, played by SIPp on the packaged server. */
@Tag("system")
@Timeout(120)
class DialogSystemTest extends OnTheDemo {

  @BeforeAll
  static void knowsThatNobodyServes() {
    expects("NOBODY_REACHABLE 999");
  }

  @Test
  void earlyMediaIsAcknowledgedOnBothSides() {
    server.awaitTrunk("carrier-a", "up");
    var desk = new Desk(server, "desk1").registers();
    try (Sipp outside = Sipp.scenario("answers-reliably").startAs(carriers, Carriers.A);
        Sipp phone = desk.callsReliably("0612345678", Duration.ofSeconds(1))) {
      outside.awaitMilestone("acknowledged");
      phone.awaitMilestone("early media");
      phone.awaitMilestone("answered");
      phone.succeeds();
      outside.awaitMilestone("over");
    }
    desk.unregisters();
  }

  @Test
  void aSessionIsRefreshedHalfWayByUpdate() {
    Sipp carrier =
        Sipp.scenario("trunk-calls-with-timer")
            .to(server)
            .caller("0612340777")
            .dialling("0880000100")
            .talking(Duration.ofMillis(200))
            .within(Duration.ofSeconds(75))
            .startAs(carriers, Carriers.B);
    carrier.succeeds();
    assertEquals(1, carrier.count("refreshed"));
    assertTrue(carrier.messages().contains("UPDATE sip:0612340777@"));
    assertFalse(carrier.messages().contains("OPTIONS sip:0612340777@"));
  }
}
