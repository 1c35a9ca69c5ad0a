package org.paraat.pbx.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Switch.Position;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Urgency;

/** Calls to a number are urgent when it may lead to where emergencies wait. */
class LeadsToEmergencyTest {
  private static final Destination SPOED = new Destination.ToQueue(new QueueCode("999"));
  private static final Destination TRIAGE = new Destination.ToQueue(new QueueCode("900"));

  private static Queue queue(String code, Urgency urgency) {
    return new Queue(
        new QueueCode(code),
        code,
        urgency,
        Queue.RingStrategy.RING_ALL,
        Duration.ofSeconds(15),
        Duration.ZERO,
        new PromptId("music"));
  }

  private static Destination switchTo(String name) {
    return new Destination.ToSwitch(new SwitchId(name));
  }

  private static Switch turning(String name, Destination... positions) {
    var all = new ArrayList<Position>();
    for (int i = 0; i < positions.length; i++) {
      all.add(new Position(new PositionId("p" + i), positions[i]));
    }
    return new Switch(new SwitchId(name), name, all);
  }

  private static boolean leads(Destination to, Switch... switches) {
    return new Directory(
            1,
            Organisation.UNNAMED,
            List.of(),
            List.of(),
            List.of(queue("900", Urgency.ROUTINE), queue("999", Urgency.EMERGENCY)),
            List.of(),
            List.of(),
            List.of(switches),
            MobilePhones.NONE)
        .leadsToEmergency(to);
  }

  @Test
  void aQueueIsWhatItIs() {
    assertEquals(true, leads(SPOED));
    assertEquals(false, leads(TRIAGE));
  }

  @Test
  void throughSwitchesBehindSwitches() {
    Switch holiday = turning("holiday", TRIAGE, SPOED);
    Switch night = turning("night", TRIAGE, switchTo("holiday"));
    Switch week = turning("week", switchTo("night"));
    assertEquals(true, leads(switchTo("week"), week, night, holiday));
    assertEquals(false, leads(switchTo("week"), week, night));
  }

  @Test
  void alsoWhenOnePositionIsTheEmergencyServicesThemselves() {
    Switch night = turning("night", TRIAGE, new Destination.ToEmergencyServices("112"));
    assertEquals(true, leads(switchTo("night"), night));
  }

  @Test
  void switchesThatLeadRoundToEachOtherComeToAnEnd() {
    Switch one = turning("one", switchTo("other"), TRIAGE);
    Switch other = turning("other", switchTo("one"));
    assertEquals(false, leads(switchTo("one"), one, other));
    assertEquals(true, leads(switchTo("one"), one, turning("other", switchTo("one"), SPOED)));
  }
}
