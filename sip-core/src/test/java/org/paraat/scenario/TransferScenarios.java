package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Replaces;

/** Phones ask for their party to be connected to somebody else, each in the way of its maker. */
@Scenarios
class TransferScenarios {
  private final Office post =
      new Office().person("1201").person("1301").person("1302").directNumber("0880000101", "1201");

  private OutsideCaller patient() {
    return post.outsideCaller("0612345678");
  }

  private TestPhone agent() {
    return post.phone("1201");
  }

  private Telephone talking() {
    patient().dials("0880000101");
    return agent().rings().answers();
  }

  private <E extends Event> List<E> happened(Class<E> kind) {
    return post.platform().turns().stream()
        .map(JournaledTurn::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private List<Event.TransferAsked> asked() {
    return happened(Event.TransferAsked.class);
  }

  @Test
  void aTransferIsAskedForByNumber() {
    talking().transfersTo("1301");
    assertEquals(1, asked().size());
    assertEquals("1301", asked().getFirst().dialled());
    assertEquals(Optional.empty(), asked().getFirst().replaces());
  }

  @ParameterizedTest
  @EnumSource
  void theOtherCallIsFoundHoweverTheMakerNamesIt(Maker maker) {
    agent().isOf(maker);
    talking().holds().dials("1301");
    post.phone("1301").rings().answers();
    agent().transfers();
    assertEquals("1.in.2", named().leg().orElseThrow().toString());
    assertEquals(Replaces.Scope.ANY, named().scope());
  }

  private Replaces named() {
    return asked().getLast().replaces().orElseThrow();
  }

  @Test
  void theCallOnHoldIsFoundToo() {
    talking().holds().dials("1301");
    post.phone("1301").rings().answers();
    agent().transfersFromTheOtherSide();
    assertEquals("1.out.1", named().leg().map(Object::toString).orElseThrow());
  }

  @Test
  void aCallThatStillRingsIsFound() {
    talking().holds().dials("1301");
    post.phone("1301").rings();
    agent().transfers();
    assertEquals("1.in.2", named().leg().orElseThrow().toString());
  }

  @Test
  void aCallThatIsOverIsNotFound() {
    talking().holds().dials("1301");
    post.phone("1301").rings().answers();
    String gone = agent().talking().asReplaced();
    agent().hangsUpTheCallItTalksIn();
    agent().refers("<sip:1301@10.0.0.1?Replaces=" + TransferKey.escaped(gone) + ">");
    assertEquals(Optional.empty(), named().leg());
  }

  @Test
  void halfATagIsNotEnough() {
    talking().holds().dials("1301");
    post.phone("1301").rings().answers();
    String other = agent().talking().asReplaced().replaceAll("to-tag=..", "to-tag=");
    agent().refers("<sip:1301@10.0.0.1?Replaces=" + TransferKey.escaped(other) + ">");
    assertEquals(Optional.empty(), named().leg());
  }

  @Test
  void whatIsAskedForInAWrongWayIsRefusedAtOnce() {
    talking();
    agent().refers().isToldOfItsTransfer(400);
    agent().refers("<sip:1301@paraat>", "<sip:1302@paraat>").isToldOfItsTransfer(400);
    agent().refers("<http://paraat>").isToldOfItsTransfer(400);
    agent().refers("<sip:1301@paraat;method=BYE>").isToldOfItsTransfer(403);
    assertEquals(List.of(), asked());
    agent().isTalkingTo(patient());
  }

  @Test
  void aCarrierMayNotTransfer() {
    talking();
    patient().transfersTo("1301").isToldOfItsTransfer(403);
    assertEquals(List.of(), asked());
  }

  @Test
  void nobodyIsTransferredFromOutsideAConversation() {
    assertEquals(403, agent().asksFor("REFER"));
  }

  @Test
  void aRingingPhoneIsNamedByItsLamp() {
    patient().dials("0880000101");
    agent().rings();
    post.phone("1302").takesOver(agent());
    Replaces replaced = happened(Event.Offered.class).getLast().replaces().orElseThrow();
    assertEquals("1.out.1", replaced.leg().orElseThrow().toString());
  }

  @Test
  void whatNamesNoCallAtAllIsRefused() {
    agent();
    post.phone("1302").replaces("nobody;to-tag=a", "1201").isRefusedWith(400);
    post.phone("1302").replaces("nobody;to-tag=a;from-tag=b;early-only", "1201");
    Replaces replaced = happened(Event.Offered.class).getLast().replaces().orElseThrow();
    assertEquals(Optional.empty(), replaced.leg());
    assertEquals(Replaces.Scope.EARLY_ONLY, replaced.scope());
  }

  @Test
  void nobodyOutsideTakesTheCallOfSomebodyElse() {
    talking();
    String theirs = agent().talking().asReplaced();
    var stranger = post.outsideCaller("0600000001");
    stranger.adds("Replaces", theirs).dials("0880000101").isRefusedWith(403);
    agent().isTalkingTo(patient());
  }

  @Test
  void aPhoneThatSendsItsCallElsewhereSaysWhere() {
    patient().dials("0880000101");
    agent().rings().forwardsTo("1302");
    assertEquals("1302", happened(Event.Moved.class).getFirst().to());
    assertTrue(happened(Event.Failed.class).isEmpty());
  }

  @Test
  void aPhoneThatSendsItsCallNowhereHasOnlyRefusedIt() {
    patient().dials("0880000101");
    agent().rings().refusesWith(302);
    assertEquals(List.of(), happened(Event.Moved.class));
    assertEquals(302, happened(Event.Failed.class).getFirst().status());
  }
}
