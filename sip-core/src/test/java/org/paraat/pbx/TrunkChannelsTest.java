package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/** Ordinary calls leave channels of a trunk free, and emergencies take them. */
class TrunkChannelsTest {
  private static final String PATIENT = "0612345678";
  private static final String TRIAGE = "0880000999";
  private static final String EMERGENCY = "0880000112";

  /** Each of the two trunks carries three calls, one of which is kept for an emergency. */
  private static PbxTester post() {
    var directory = new DemoDirectory();
    directory.trunks.replaceAll(trunk -> trunk.carrying(new Channels(3, 1)));
    var post =
        PbxTester.withPeople(directory.build(), "1208")
            .signsOn("999", "1208")
            .signsOn("900", "1208");
    for (int desk = 1; desk <= 7; desk++) {
      post.registers("desk" + desk);
    }
    return post;
  }

  private static int over(PbxTester post, String trunk) {
    return post.pbx.view().trunks().stream()
        .filter(view -> view.id().name().equals(trunk))
        .findFirst()
        .orElseThrow()
        .calls();
  }

  private static List<String> lastTrace(PbxTester post) {
    return post.lastEnded().trace().stream().map(entry -> entry.what()).toList();
  }

  @Test
  void whoCallsOutTakesTheNextTrunkWhenTheFirstIsFull() {
    var post = post();
    post.phone("desk1", "0611111111");
    post.phone("desk2", "0622222222");
    post.phone("desk3", "0633333333");
    assertTrue(post.isCalled("carrier-a", "0622222222"));
    assertFalse(post.isCalled("carrier-a", "0633333333"));
    assertTrue(post.isCalled("carrier-b", "0633333333"));
    assertEquals(2, over(post, "carrier-a"));
    assertEquals(1, over(post, "carrier-b"));
  }

  @Test
  void whenAllTrunksAreFullTheCallerHearsThatThereIsNoRoom() {
    var post = post();
    for (int desk = 1; desk <= 4; desk++) {
      post.phone("desk" + desk, "061000000" + desk);
    }
    LegId fifth = post.phone("desk5", "0610000005");
    assertEquals(Cause.OVERLOAD, post.endOf(fifth));
    assertTrue(
        lastTrace(post).contains("trunk carrier-a is not tried"), () -> "" + lastTrace(post));
  }

  @Test
  void aChannelIsFreeAgainWhenItsCallHasEnded() {
    var post = post();
    for (int desk = 1; desk <= 4; desk++) {
      post.phone("desk" + desk, "061000000" + desk);
    }
    post.hangsUp(post.atNumber("carrier-a", "0610000001"));
    post.phone("desk5", "0610000005");
    assertTrue(post.isCalled("carrier-a", "0610000005"));
  }

  @Test
  void whenTheOtherTrunkFailsTheFullOneIsStillNotTaken() {
    var post = post();
    post.phone("desk1", "0611111111");
    post.phone("desk2", "0622222222");
    LegId third = post.phone("desk3", "0633333333");
    post.fails(post.atNumber("carrier-b", "0633333333"), Cause.TRUNK_FAILED, 503);
    assertEquals(Cause.OVERLOAD, post.endOf(third));
    assertFalse(post.isCalled("carrier-a", "0633333333"));
  }

  @Test
  void theEmergencyServicesAreCalledOverTheChannelThatWasKept() {
    var post = post();
    post.phone("desk1", "0611111111");
    post.phone("desk2", "0622222222");
    post.phone("desk3", "112");
    assertTrue(post.isCalled("carrier-a", "112"));
  }

  @Test
  void theEmergencyServicesAreCalledOverAFullTrunkWhenThereIsNoOther() {
    var directory = new DemoDirectory();
    directory.trunks.removeLast();
    directory.trunks.replaceAll(trunk -> trunk.carrying(new Channels(1, 0)));
    var post =
        new PbxTester(directory.build(), Standing.NONE).registers("desk1").registers("desk2");
    post.phone("desk1", "0611111111");
    post.phone("desk2", "112");
    assertTrue(post.isCalled("carrier-a", "112"));
  }

  @Test
  void anOrdinaryCallerIsTurnedAwayFromTheChannelThatIsKept() {
    var post = post();
    post.outside(PATIENT, TRIAGE);
    post.outside("0612345679", TRIAGE);
    LegId third = post.outside("0612345670", TRIAGE);
    assertEquals(Cause.OVERLOAD, post.endOf(third));
    assertFalse(post.isOver(post.outside("carrier-b", "0612345670", TRIAGE)));
    assertEquals(2, over(post, "carrier-a"));
  }

  @Test
  void anEmergencyComesInWhenOrdinaryCallersAreTurnedAwayAndBeyondAllChannelsToo() {
    var post = post();
    post.outside(PATIENT, TRIAGE);
    post.outside("0612345679", TRIAGE);
    assertFalse(post.isOver(post.outside("0612345671", EMERGENCY)));
    assertFalse(post.isOver(post.outside("0612345672", EMERGENCY)));
    assertEquals(4, over(post, "carrier-a"));
  }

  @Test
  void whatATrustedCarrierCallsUrgentComesIn() {
    var post = post();
    post.outside(PATIENT, TRIAGE);
    post.outside("0612345679", TRIAGE);
    LegId urgent = post.nextLeg();
    post.tell(
        at ->
            new Event.Offered(
                at,
                urgent,
                new Origin.FromTrunk(new TrunkId("carrier-a")),
                TRIAGE,
                new CallerId("0612345670", ""),
                PbxTester.HOPS,
                List.of(),
                Urgency.EMERGENCY,
                Optional.empty()));
    assertFalse(post.isOver(urgent));
  }

  @Test
  void theSosPhonesAreCalledOverTheChannelThatWasKept() {
    var post = post();
    post.phone("desk1", "0611111111");
    post.phone("desk2", "0622222222");
    post.outside("carrier-b", PATIENT, "0880000199");
    assertTrue(post.isCalled("carrier-a", "0600000011"));
  }

  @Test
  void incomingAndOutgoingCallsShareTheChannels() {
    var post = post();
    post.outside(PATIENT, TRIAGE);
    post.outside("0612345679", TRIAGE);
    post.phone("desk1", "0611111111");
    assertTrue(post.isCalled("carrier-b", "0611111111"));
  }

  @Test
  void aTrunkOfWhichNobodySaidHowManyCarriesAll() {
    var post = PbxTester.withAgents("999", "1208");
    for (int caller = 0; caller < 40; caller++) {
      assertFalse(post.isOver(post.outside("06100000" + (10 + caller), TRIAGE)));
    }
    assertEquals(40, over(post, "carrier-a"));
  }

  @Test
  void moreChannelsForEmergenciesThanThereAreMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new Channels(2, 3));
    assertThrows(IllegalArgumentException.class, () -> new Channels(-1, 0));
  }
}
