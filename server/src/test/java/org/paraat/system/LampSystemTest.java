package org.paraat.system;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lamps on the packaged server, watched by SIPp (V9). */
@Tag("system")
@Timeout(90)
class LampSystemTest extends OnTheDemo {

  private static Sipp watches(String user, String lamp) {
    Sipp watcher =
        Sipp.scenario("watches").to(server).device(user, user + "-secret").dialling(lamp).start();
    watcher.awaitMilestone("lamp=");
    return watcher;
  }

  @Test
  void theLampOfAColleagueFollowsTheirCalls() {
    var caller = new Desk(server, "desk1").registers().logsIn("1201");
    var colleague = new Desk(server, "desk2").registers().logsIn("1202");
    try (Sipp lamp = watches("desk3", "1202");
        Sipp rung = colleague.answers()) {
      try (Sipp calls = caller.calls("1202", Duration.ofSeconds(2))) {
        rung.awaitMilestone("answered");
        lamp.awaitMilestone("lamp=confirmed;");
        calls.succeeds();
      }
      lamp.awaitMilestone("lamp=terminated;");
    }
  }

  @Test
  void theLampOfASwitchIsLitOutsideItsFirstPosition() {
    try (Sipp lamp = watches("desk4", "hap")) {
      server.turn("hap", "Gesloten");
      lamp.awaitMilestone("lamp=confirmed;");
      server.turn("hap", "Open");
      lamp.awaitMilestone("lamp=terminated;");
    }
  }

  @Test
  void theLampOfAQueueTellsThatCallersCame() {
    var agent = new Desk(server, "desk5").serves("1205", "998");
    try (Sipp lamp = watches("desk6", "998");
        Sipp phone = agent.rings();
        Sipp patient =
            Sipp.scenario("trunk-calls")
                .to(server)
                .caller("0612340999")
                .dialling("0880000198")
                .talking(Duration.ofSeconds(2))
                .startAs(carriers, Carriers.B)) {
      phone.awaitMilestone("rings");
      lamp.awaitMilestone("lamp=early;");
      patient.succeeds();
      lamp.awaitMilestone("lamp=terminated;");
    }
    agent.leaves("998");
  }
}
