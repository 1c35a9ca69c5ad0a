package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a phone reads while its transfer goes on, message by message. */
@Scenarios
class TransferWordsScenarios {
  private final Office post =
      new Office().person("1201").person("1301").person("1302").directNumber("0880000101", "1201");

  private OutsideCaller patient() {
    return post.outsideCaller("0612345678");
  }

  private RawPhone answeredByRawPhone() {
    patient();
    var phone = new RawPhone(post, post.phone("1201"));
    patient().dials("0880000101");
    phone.answers(phone.describes(1, "8", ""));
    return phone;
  }

  @Test
  void aTransferIsAnsweredAndItsEndIsToldBeforeTheCallEnds() {
    RawPhone phone = answeredByRawPhone();
    phone.says("REFER", "\nRefer-To: <sip:1301@paraat>", "");
    assertTrue(phone.heard("SIP/2.0 202").contains("Contact: <sip:paraat@10.0.0.1:5060>"));
    String first = phone.firstHeard("NOTIFY");
    assertTrue(first.contains("Event: refer\r\n"), first);
    assertTrue(first.contains("Subscription-State: active;expires=180"), first);
    assertTrue(first.contains("Content-Type: message/sipfrag;version=2.0"), first);
    assertTrue(first.endsWith("SIP/2.0 100 Trying\r\n"), first);
    phone.peer().answer("NOTIFY", 200, "", "", "");
    post.phone("1301").rings().answers();
    String last = phone.heard("NOTIFY");
    assertTrue(last.contains("Subscription-State: terminated;reason=noresource"), last);
    assertTrue(last.endsWith("SIP/2.0 200 OK\r\n"), last);
    assertEquals(0, phone.peer().count("BYE"), "the phone has not said yet that it knows");
    phone.peer().answer("NOTIFY", 200, "", "", "");
    post.settles();
    assertEquals(1, phone.peer().count("BYE"));
    patient().isTalkingTo(post.phone("1301"));
  }

  @Test
  void aPhoneThatSaysNothingIsWaitedForASecond() {
    RawPhone phone = answeredByRawPhone();
    phone.says("REFER", "\nRefer-To: <sip:1301@paraat>", "");
    post.phone("1301").rings().answers();
    assertEquals(0, phone.peer().count("BYE"));
    post.passes(Duration.ofSeconds(1));
    assertEquals(1, phone.peer().count("BYE"));
    patient().isTalkingTo(post.phone("1301"));
  }

  @Test
  void aPhoneThatWantsToHearNothingIsToldNothing() {
    RawPhone phone = answeredByRawPhone();
    phone.says("REFER", "\nRefer-To: <sip:1301@paraat>\nRefer-Sub: false\nRequire: norefersub", "");
    assertTrue(phone.heard("SIP/2.0 202").contains("Refer-Sub: false"));
    post.phone("1301").rings().answers();
    assertEquals(0, phone.peer().count("NOTIFY"));
    assertEquals(1, phone.peer().count("BYE"));
    patient().isTalkingTo(post.phone("1301"));
  }

  @Test
  void aSecondTransferWaitsForTheFirstAndIsToldApart() {
    RawPhone phone = answeredByRawPhone();
    phone.says("REFER", "\nRefer-To: <sip:1301@paraat>", "");
    phone.peer().answer("NOTIFY", 200, "", "", "");
    phone.says("REFER", "\nRefer-To: <sip:1302@paraat>", "");
    phone.heard("SIP/2.0 491");
    post.phone("1301").rings().declines();
    String failed = phone.heard("NOTIFY");
    assertTrue(failed.endsWith("SIP/2.0 603 Decline\r\n"), failed);
    phone.peer().answer("NOTIFY", 481, "", "", "");
    patient().isTalking();
    phone.says("REFER", "\nRefer-To: <sip:1302@paraat>", "");
    assertTrue(phone.heard("NOTIFY").contains("Event: refer;id=4\r\n"));
    phone.peer().answer("NOTIFY", 200, "", "", "");
    post.phone("1302").rings().answers();
    patient().isTalkingTo(post.phone("1302"));
    phone.peer().answer("NOTIFY", 200, "", "", "");
  }

  @Test
  void whoeverHangsUpMeanwhileIsToldOfNoMoreThanThat() {
    RawPhone phone = answeredByRawPhone();
    phone.says("REFER", "\nRefer-To: <sip:1301@paraat>", "");
    post.phone("1301").rings();
    patient().hangsUp();
    assertTrue(phone.heard("NOTIFY").contains("terminated"));
    phone.peer().answer("NOTIFY", 200, "", "", "");
    post.passes(Duration.ofSeconds(1));
    assertEquals(1, phone.peer().count("BYE"));
    post.phone("1301").isQuiet();
  }
}
