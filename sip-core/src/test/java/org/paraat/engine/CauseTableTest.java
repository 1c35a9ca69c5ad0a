package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TrunkId;

class CauseTableTest {
  private static final Target PHONE = new Target.ToDevice(new DeviceId("desk1"));
  private static final Target TRUNK =
      new Target.ToTrunk(new TrunkId("carrier-a"), new PeerId("10.0.9.1", 5080), "0612345678");

  @Test
  void aPersonWhoIsBusyOrRefusesIsTheSameOverPhoneAndTrunk() {
    for (Target target : new Target[] {PHONE, TRUNK}) {
      assertEquals(Cause.BUSY, CauseTable.causeOf(486, target));
      assertEquals(Cause.BUSY, CauseTable.causeOf(600, target));
      assertEquals(Cause.DECLINED, CauseTable.causeOf(603, target));
      assertEquals(Cause.NO_ANSWER, CauseTable.causeOf(480, target));
      assertEquals(Cause.MOVED, CauseTable.causeOf(302, target));
    }
  }

  @Test
  void aFailureOfTheOtherSideIsACarriersOrAPhones() {
    assertEquals(Cause.TRUNK_FAILED, CauseTable.causeOf(503, TRUNK));
    assertEquals(Cause.DEVICE_UNREACHABLE, CauseTable.causeOf(503, PHONE));
    assertEquals(Cause.UNKNOWN_NUMBER, CauseTable.causeOf(404, TRUNK));
    assertEquals(Cause.DEVICE_UNREACHABLE, CauseTable.causeOf(404, PHONE));
    assertEquals(Cause.TRUNK_UNREACHABLE, CauseTable.causeOfSilence(TRUNK));
    assertEquals(Cause.DEVICE_UNREACHABLE, CauseTable.causeOfSilence(PHONE));
  }

  @Test
  void everyFinalResponseHasACause() {
    for (int status = 300; status < 700; status++) {
      CauseTable.causeOf(status, PHONE);
      CauseTable.causeOf(status, TRUNK);
    }
  }

  @Test
  void everyCauseHasAFinalResponseWithAPhrase() {
    for (Cause cause : Cause.values()) {
      int status = CauseTable.statusOf(cause);
      assertTrue(status >= 400 && status < 700, cause + " is " + status);
      assertTrue(!CauseTable.phraseOf(status).equals("Failed"), cause + " has no phrase");
    }
  }

  @Test
  void whatAPersonDidTellsMoreThanWhatAPhoneDid() {
    assertTrue(CauseTable.tellsMore(Cause.DECLINED, Cause.BUSY));
    assertTrue(CauseTable.tellsMore(Cause.BUSY, Cause.NO_ANSWER));
    assertTrue(CauseTable.tellsMore(Cause.NO_ANSWER, Cause.DEVICE_UNREACHABLE));
  }
}
