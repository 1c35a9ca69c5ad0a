package org.paraat.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.engine.CallLadders.Kind;
import org.paraat.engine.CallLadders.Rung;

class LadderTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final List<Rung> rungs = new ArrayList<>();

  @Test
  void aCallIsDrawnWithItsLanesArrowsAndWords() {
    received(0, "1.in.1", "127.0.0.1:5080", "INVITE sip:0880000100@127.0.0.1:5060 SIP/2.0");
    sent(1, "1.in.1", "127.0.0.1:5080", "SIP/2.0 100 Trying");
    rung(1, Kind.EVENT, "1.in.1", "", "calls 0880000100");
    sent(12, "1.out.2", "127.0.0.1:40000", "INVITE sip:desk1@127.0.0.1:40000 SIP/2.0");
    received(20, "1.out.2", "127.0.0.1:40000", "SIP/2.0 180 Ringing");
    rung(12000, Kind.COMMAND, "1.out.2", "", "bridge");

    assertEquals(
        """
           ms   0612345678                   Paraat                      desk1
            +0       |--- INVITE 0880000100 --->|                          |
            +1       |<------ 100 Trying -------|                          |
            +1       |                          | * 0612345678: calls 0880000100
           +12       |                          |---- INVITE sip:desk1 --->|
           +20       |                          |<----- 180 Ringing -------|
        +12000       |                          | + desk1: bridge          |
        """
            .stripIndent(),
        drawn(80));
  }

  @Test
  void wordsThatDoNotFitGoOnBelow() {
    received(0, "1.in.1", "", "INVITE sip:1@127.0.0.1 SIP/2.0");
    rung(5, Kind.EVENT, "", "", "a reason so long that it takes more than one line to be told in");

    String[] lines = drawn(60).split("\n");
    assertEquals(5, lines.length, String.join("\n", lines));
    for (String line : lines) {
      assertTrue(line.length() <= 60, line);
    }
  }

  @Test
  void partiesBeyondTheWidthShareTheLastLane() {
    received(0, "1.in.1", "", "INVITE sip:900@127.0.0.1 SIP/2.0");
    for (int i = 1; i <= 8; i++) {
      sent(i, "1.out." + i, "127.0.0.1:" + i, "INVITE sip:desk" + i + "@127.0.0.1 SIP/2.0");
    }

    String drawing = drawn(100);
    assertTrue(drawing.lines().findFirst().orElseThrow().contains("others"), drawing);
    assertTrue(drawing.contains("desk8: INVITE sip:desk8"), drawing);
    assertTrue(drawing.lines().allMatch(line -> line.length() <= 100), drawing);
  }

  @Test
  void aCallWithoutRungsIsDrawnAsNothing() {
    assertEquals(List.of(), new Ladder(rungs, "0612345678", Terminal.plain(80)).lines());
  }

  @Test
  void decisionsAreToldWithTheirReasonsAndTimes() {
    var decisions =
        List.of(
            new Decision(START.plusMillis(3), "to queue 999", "HAP stands at Open"),
            new Decision(START.plusMillis(9), "ends", ""));

    assertEquals(
        List.of("      +3  to queue 999, because HAP stands at Open", "      +9  ends"),
        TraceCommand.decisions(decisions, START, 80));
  }

  private String drawn(int width) {
    return String.join("\n", new Ladder(rungs, "0612345678", Terminal.plain(width)).lines()) + "\n";
  }

  private void received(int at, String leg, String peer, String text) {
    rung(at, Kind.SIP_RECEIVED, leg, peer, text);
  }

  private void sent(int at, String leg, String peer, String text) {
    rung(at, Kind.SIP_SENT, leg, peer, text);
  }

  private void rung(int at, Kind kind, String leg, String peer, String text) {
    rungs.add(new Rung(START.plusMillis(at), kind, leg, peer, text));
  }
}
