package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.sip.message.HeaderLine;

/** Phones ask for their party to be connected to somebody else, each in the way of its maker. */
class TransferScenarios {
  private final Office post =
      new Office().person("1201").person("1301").directNumber("0880000101", "1201");

  private TestPhone talking() {
    post.outsideCaller("0612345678").dials("0880000101");
    post.phone("1201").rings().answers();
    return post.phone("1201");
  }

  private List<Event.TransferAsked> asked() {
    return post.platform().turns().stream()
        .map(JournaledTurn::event)
        .filter(Event.TransferAsked.class::isInstance)
        .map(Event.TransferAsked.class::cast)
        .toList();
  }

  private int refersTo(String... values) {
    TestPhone phone = post.phone("1201");
    phone.inCall().refer(List.of(values).stream().map(v -> new HeaderLine("Refer-To", v)).toList());
    post.settles();
    return phone.latestTransfer().answeredWith();
  }

  @Test
  void aTransferIsAskedForByNumber() {
    talking().transfersTo("1301");
    assertEquals(1, asked().size());
    assertEquals("1301", asked().getFirst().dialled());
    assertEquals(Optional.empty(), asked().getFirst().replaces());
  }

  @Test
  void theOtherDialogIsFoundWhateverHostIsNamed() {
    talking().holds();
    post.phone("1201").dials("1301");
    post.phone("1301").rings().answers();
    Line consultation = post.phone("1201").inCall();
    Line held = post.phone("1201").held();
    held.refer(
        List.of(
            new HeaderLine(
                "Refer-To",
                "<sip:1301@elsewhere.example?Replaces="
                    + TestPhone.escaped(consultation.asReplaced())
                    + ">")));
    post.settles();
    var replaces = asked().getFirst().replaces().orElseThrow();
    assertEquals("1.in.2", replaces.leg().orElseThrow().toString());
  }

  @Test
  void whatIsAskedForInAWrongWayIsRefusedAtOnce() {
    talking();
    assertEquals(400, refersTo());
    assertEquals(400, refersTo("<sip:1301@paraat>", "<sip:1302@paraat>"));
    assertEquals(400, refersTo("<http://paraat>"));
    assertEquals(403, refersTo("<sip:1301@paraat;method=BYE>"));
    assertEquals(List.of(), asked());
  }

  @Test
  void aCarrierMayNotTransfer() {
    talking();
    post.outsideCaller("0612345678").transfersTo("1301").isToldOfItsTransfer(403);
    assertEquals(List.of(), asked());
  }

  @Test
  void nobodyIsTransferredFromOutsideAConversation() {
    assertEquals(403, post.phone("1201").asksFor("REFER"));
  }
}
