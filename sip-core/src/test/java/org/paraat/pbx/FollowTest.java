package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.LegId;

/** A phone that sends its calls elsewhere (302) is followed, once on each way. */
class FollowTest {
  private static final String PATIENT = "0612345678";

  @Test
  void aPhoneThatSendsItsCallsElsewhereIsFollowedOnce() {
    var post = PbxTester.withPeople("1201", "1202", "1203");
    LegId patient = post.outside(PATIENT, "0880001201");
    post.moves(post.at("desk1"), "1202");
    LegId second = post.at("desk2");
    post.moves(second, "1203");
    assertTrue(post.isQuiet("desk3"));
    assertEquals(Cause.MOVED, post.endOf(patient));
    LegId again = post.outside(PATIENT, "0880001201");
    post.moves(post.at("desk1"), "0600000050");
    post.answers(post.atNumber("carrier-a", "0600000050"));
    assertTrue(post.isBridged(again, post.atNumber("carrier-a", "0600000050")));
    post.hangsUp(again);
    post.isAtRest();
  }

  @Test
  void aPhoneCannotSendCallsToACodeNorAnOfferOfAQueueElsewhere() {
    var post = PbxTester.withAgents("999", "1201");
    LegId direct = post.outside(PATIENT, "0880001201");
    post.moves(post.at("desk1"), "*46");
    assertEquals(Cause.MOVED, post.endOf(direct));
    LegId queued = post.outside(PATIENT, "0880000999");
    post.moves(post.at("desk1"), "0600000050");
    assertFalse(post.isCalled("carrier-a", "0600000050"));
    assertEquals(1, post.queue("999").waiting());
    post.hangsUp(queued);
    post.isAtRest();
  }

  @Test
  void whoIsTransferredLaterMayMeetAnotherPhoneThatSendsItsCallsElsewhere() {
    var post = PbxTester.withPeople("1201", "1202", "1203", "1204");
    LegId patient = post.outside(PATIENT, "0880001201");
    post.moves(post.at("desk1"), "1202");
    LegId first = post.at("desk2");
    post.answers(first);
    post.transfers(first, "1203");
    post.moves(post.at("desk3"), "1204");
    LegId last = post.at("desk4");
    post.answers(last);
    assertTrue(post.isBridged(patient, last));
    post.hangsUp(patient);
    post.isAtRest();
  }
}
