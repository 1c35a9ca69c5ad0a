package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.pbx.vocabulary.Event;

/** Somebody is put on hold and taken back, in whatever form a phone says it. */
@Scenarios
class HoldScenarios {
  private final Office post = new Office().person("1201").directNumber("0880000101", "1201");

  private Telephone talking() {
    patient().dials("0880000101");
    return agent().rings().answers().isTalkingTo(patient());
  }

  private OutsideCaller patient() {
    return post.outsideCaller("0612345678");
  }

  private TestPhone agent() {
    return post.phone("1201");
  }

  private List<String> told() {
    return post.platform().turns().stream()
        .map(JournaledTurn::event)
        .filter(event -> event instanceof Event.Held || event instanceof Event.Resumed)
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverIsPutOnHoldHearsALineAndMusicUntilTheyAreTakenBack(HoldForm form) {
    talking().holds(form);
    assertEquals(List.of("Held"), told());
    patient().hears("on-hold").isNotLeftInSilence();
    agent().resumes().isTalkingTo(patient());
    assertEquals(List.of("Held", "Resumed"), told());
  }

  @ParameterizedTest
  @EnumSource
  void resumingNeedsNoWord(HoldForm form) {
    talking().holds(form).resumesWithoutSayingSo().isTalkingTo(patient());
    assertEquals(List.of("Held", "Resumed"), told());
  }

  @Test
  void anAnswerThatTakesBackWhatWasSaidBeforeItHolds() {
    patient().dials("0880000101");
    agent().rings().answersHolding();
    assertEquals(List.of("Held"), told());
    patient().isNotLeftInSilence();
    agent().resumes().isTalkingTo(patient());
  }

  @Test
  void aCarrierThatHoldsSendsWhatIsToBeHeard() {
    talking();
    patient().holds().resumes();
    assertEquals(List.of(), told());
  }

  @Test
  void whereACarrierSendsNothingMeanwhileSomebodyHasTo() {
    talking();
    patient().holds(HoldForm.INACTIVE);
    assertEquals(List.of("Held"), told());
    agent().isNotLeftInSilence();
    patient().resumes().isTalkingTo(agent());
  }

  @Test
  void whoeverHoldsAgainIsToldOfOnce() {
    talking().holds();
    agent().inCall().hold(HoldForm.INACTIVE);
    post.settles();
    assertEquals(List.of("Held"), told());
    agent().resumes();
    assertEquals(List.of("Held", "Resumed"), told());
  }

  @Test
  void bothSidesMayHoldAndEachTakesItselfBack() {
    var office = new Office().person("1201").person("1202");
    office.phone("1201").dials("1202");
    office.phone("1202").rings().answers().holds();
    office.phone("1201").holds();
    office.phone("1202").resumes();
    office.phone("1202").isNotLeftInSilence();
    office.phone("1201").resumes().isTalkingTo(office.phone("1202"));
  }

  @Test
  void aHoldAndAResumeInTheSameMomentEndInTheLast() {
    talking().holdsThisInstant();
    agent().resumesThisInstant();
    post.settles();
    agent().isTalkingTo(patient());
  }

  // --- as a phone writes it ---

  private RawPhone answeredByRawPhone() {
    patient();
    var phone = new RawPhone(post, agent());
    patient().dials("0880000101");
    phone.answers(phone.describes(1, "8 0", ""));
    patient().isTalking();
    return phone;
  }

  private static int versionIn(String message) {
    return Integer.parseInt(message.split("\r\no=paraat \\d+ ")[1].split(" ")[0]);
  }

  @Test
  void anOfferOfOursThatIsAskedForOnHoldIsAWholeOne() {
    RawPhone phone = answeredByRawPhone();
    phone.says("INVITE", "", "");
    assertTrue(phone.heard("SIP/2.0 200").contains("a=sendrecv"));
    phone.says("ACK", "", phone.describes(2, "8", "a=sendonly\r\n"));
    assertEquals(List.of("Held"), told());
    phone.says("INVITE", "", "");
    String offer = phone.heard("SIP/2.0 200");
    assertTrue(offer.contains("a=sendrecv") && offer.contains("RTP/AVP 8 0 9 101"), offer);
    phone.says("ACK", "", phone.describes(3, "8", ""));
    assertEquals(List.of("Held", "Resumed"), told());
    phone.says("BYE", "", "");
  }

  @Test
  void theCodingMayChangeWithTheHold() {
    RawPhone phone = answeredByRawPhone();
    phone.says("INVITE", "", phone.describes(2, "0", "a=sendonly\r\n"));
    String held = phone.heard("SIP/2.0 200");
    assertTrue(held.contains("RTP/AVP 0\r\n") && held.contains("a=recvonly"), held);
    phone.says("ACK", "", "");
    assertEquals(List.of("Held"), told());
    phone.says("INVITE", "", phone.describes(2, "0", "a=sendonly\r\n"));
    String again = phone.heard("SIP/2.0 200");
    assertEquals(versionIn(held), versionIn(again), "nothing has changed");
    phone.says("ACK", "", "");
    phone.says("INVITE", "", phone.describes(3, "8", "a=sendrecv\r\n"));
    String resumed = phone.heard("SIP/2.0 200");
    assertTrue(resumed.contains("RTP/AVP 8\r\n") && resumed.contains("a=sendrecv"), resumed);
    assertEquals(versionIn(held) + 1, versionIn(resumed));
    phone.says("ACK", "", "");
    assertEquals(List.of("Held", "Resumed"), told());
    phone.says("BYE", "", "");
  }

  @Test
  void aHoldInAnUpdateIsOneToo() {
    RawPhone phone = answeredByRawPhone();
    phone.says("UPDATE", "", phone.describes(2, "8", "a=inactive\r\n"));
    assertTrue(phone.heard("SIP/2.0 200").contains("a=inactive"));
    assertEquals(List.of("Held"), told());
    phone.says("UPDATE", "", phone.describes(3, "8", ""));
    assertEquals(List.of("Held", "Resumed"), told());
    phone.says("BYE", "", "");
  }

  @Test
  void aRefreshOfOursThatIsAnsweredWithPortZeroIsAHoldToo() {
    patient();
    var phone = new RawPhone(post, agent());
    patient().dials("0880000101");
    phone.answers(
        phone.describes(1, "8 0", ""), "\nRequire: timer\nSession-Expires: 90;refresher=uac");
    patient().isTalking();
    post.passes(Duration.ofSeconds(46));
    phone.answersOfferWithin(phone.describes(2, "8", "").replace("m=audio 4000", "m=audio 0"));
    assertEquals(List.of("Held"), told());
    patient().hears("on-hold").isTalking();
    phone.says("INVITE", "", phone.describes(3, "8", ""));
    phone.says("ACK", "", "");
    assertEquals(List.of("Held", "Resumed"), told());
    phone.says("BYE", "", "");
  }

  @Test
  void aRefreshOfOursThatIsAnsweredWithNonsenseEndsNothing() {
    patient();
    var phone = new RawPhone(post, agent());
    patient().dials("0880000101");
    phone.answers(
        phone.describes(1, "8 0", ""), "\nRequire: timer\nSession-Expires: 90;refresher=uac");
    post.passes(Duration.ofSeconds(46));
    phone.answersOfferWithin(phone.describes(2, "18", ""));
    post.passes(Duration.ofSeconds(1));
    patient().isTalking();
    assertEquals(List.of(), told());
    phone.says("BYE", "", "");
  }

  @Test
  void aChangeThatSuitsUsNotLeavesTheHoldAsItWas() {
    RawPhone phone = answeredByRawPhone();
    phone.says("INVITE", "", phone.describes(2, "8", "a=sendonly\r\n"));
    phone.says("ACK", "", "");
    phone.says("INVITE", "", phone.describes(3, "18", ""));
    assertTrue(phone.heard("SIP/2.0 488").contains("Warning"));
    phone.says("ACK", "", "");
    assertEquals(List.of("Held"), told());
    phone.says("BYE", "", "");
  }

  @Test
  void aHeldCallStaysAliveInSilence() {
    talking().holds(HoldForm.INACTIVE);
    post.passes(Duration.ofSeconds(50));
    patient().isNotLeftInSilence();
    agent().resumes().isTalkingTo(patient());
  }
}
