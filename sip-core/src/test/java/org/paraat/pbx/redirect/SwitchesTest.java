package org.paraat.pbx.redirect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.SwitchStanding;
import org.paraat.pbx.vocabulary.SwitchId;

/** Why a switch stands as it does, as the administrator reads it. */
class SwitchesTest {
  private static final SwitchId HAP = new SwitchId("hap");
  private static final Switch SWITCH =
      new Switch(HAP, "HAP", List.of(position("Open"), position("Gesloten")));

  @Test
  void aSwitchThatNobodyTurnedSaysSo() {
    assertEquals("nobody has turned it", new Switches().because(SWITCH));
  }

  @Test
  void aSwitchThatWasTurnedInAnEarlierLifeSaysSo() {
    var switches = new Switches();
    var stood = new SwitchStanding(HAP, new PositionId("Gesloten"));
    switches.restore(new Standing(List.of(), List.of(stood)));

    assertEquals("it stood so at the last start", switches.because(SWITCH));
  }

  private static Switch.Position position(String name) {
    return new Switch.Position(new PositionId(name), new Destination.ToQueue(new QueueCode("999")));
  }
}
