package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.LegId;

/** The short ring that reminds somebody of who is on hold says who that is. */
class ReminderTest {
  private static final String DOCTOR = "0698765432";

  @Test
  void whoCalledAColleagueIsRemindedOfTheColleagueAndNotOfThemselves() {
    var post = PbxTester.withPeople("1201", "1202");
    LegId caller = post.phone("desk1", "1202");
    LegId colleague = post.at("desk2");
    post.answers(colleague);
    post.holds(caller);
    post.passes(ofSeconds(61));
    LegId reminder = post.at("desk1");
    assertEquals("1202", post.dialOf(reminder).shownAs().number());
    post.answers(reminder);
    assertTrue(post.isBridged(colleague, reminder));
    post.hangsUp(reminder);
    post.isAtRest();
  }

  @Test
  void whoCalledOutsideIsRemindedOfTheNumberThere() {
    var post = PbxTester.withPeople("1201");
    LegId caller = post.phone("desk1", DOCTOR);
    LegId doctor = post.atNumber("carrier-a", DOCTOR);
    post.answers(doctor);
    post.holds(caller);
    post.passes(ofSeconds(61));
    assertEquals(new CallerId(DOCTOR, ""), post.dialOf(post.at("desk1")).shownAs());
    post.hangsUp(doctor);
    post.hangsUp(caller);
    post.isAtRest();
  }
}
