package org.paraat.provisioning.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.store.ExampleChanges;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.KeptDialog;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.EventPackage;
import org.paraat.sip.subscription.KeptSubscription;
import org.paraat.sip.subscription.Subscribed;
import org.paraat.sip.transport.Transport;

class EntryTextTest {
  static final KeptContact CONTACT =
      new KeptContact(
          new KeptContact.Name("desk1", "instance \"<urn:uuid:1>\" null"),
          "sip:desk1@192.0.2.1:5060;line=\t1",
          "192.0.2.7",
          40_000,
          Instant.parse("2026-03-01T13:00:00.5Z"),
          "call-id@192.0.2.1",
          4_000_000_000L,
          500,
          "Phone 1.0\\\r\n",
          List.of("<sip:proxy.example;lr>", "<sip:192.0.2.9;lr>"));

  static final KeptSubscription SUBSCRIPTION =
      new KeptSubscription(
          new Subscribed("desk1", EventPackage.DIALOG, "*1 desk1", "sip:*1@post.example", "7"),
          Instant.parse("2026-03-01T12:00:00.123Z"),
          Instant.parse("2026-03-01T13:00:00.5Z"),
          new KeptDialog(
              new DialogId("call\tid", "ours", ""),
              "sip:*1@post.example",
              "sip:desk1@post.example;user=phone",
              "sip:desk1@192.0.2.1:5060;line=\t1",
              List.of("<sip:proxy.example;lr>", "<sip:192.0.2.9;lr>"),
              Transport.TLS,
              "[2001:db8::1]",
              40_000,
              4_000_000_000L));

  static final List<Kept> ALL =
      List.of(
          new Kept.Changed(ExampleChanges.ended(1)),
          new Kept.Changed(ExampleChanges.measured(1).getFirst()),
          new Kept.Changed(ExampleChanges.measured(1).getLast()),
          new Kept.Changed(new Change.CallEnded(ExampleChanges.unanswered(2))),
          new Kept.Changed(new Change.CallEnded(ExampleChanges.eventful(3))),
          new Kept.Changed(
              ExampleChanges.changed(
                  ExampleChanges.agent("1201", "desk1", Pause.PAUSED, "900", "999"))),
          new Kept.Changed(
              ExampleChanges.changed(ExampleChanges.agent("1202", "", Pause.NOT_PAUSED))),
          new Kept.Changed(ExampleChanges.turned("Calamiteit", 0)),
          new Kept.Changed(ExampleChanges.toBeCalledBack(2, "+31612345678")),
          new Kept.Changed(ExampleChanges.toBeCalledBack(3, "")),
          new Kept.Changed(ExampleChanges.calledBack(2)),
          new Kept.CallStands(ExampleChanges.goesOn(4)),
          new Kept.CallStands(
              new Standing.CallStanding(
                  ExampleChanges.goesOn(5).call(), Optional.empty(), ExampleChanges.NOON)),
          new Kept.Moment(ExampleChanges.NOON),
          new Kept.ContactKept(CONTACT),
          new Kept.ContactGone(CONTACT.name()),
          new Kept.SubscriptionKept(SUBSCRIPTION),
          new Kept.SubscriptionGone(SUBSCRIPTION.name()));

  @Test
  void everythingIsReadAsItWasWritten() {
    for (Kept kept : ALL) {
      String line = EntryText.write(kept);
      assertEquals(-1, line.indexOf('\n'));
      assertEquals(Optional.of(kept), EntryText.read(line));
    }
  }

  @Test
  void aCallThatAnEarlierReleaseWroteIsReadAsARoutineCall() {
    String line =
        "call\t"
            + ExampleChanges.call(1).id()
            + "\t0612345678\t0880000100\t2026-03-01T12:00:01.123456Z"
            + "\t+2026-03-01T12:00:03.623456Z\t+2026-03-01T12:00:41.123456Z\t+1201\t+NORMAL"
            + "\t2026-03-01T12:00:01.123456Z\trings 1201\tlongest idle: 40 s"
            + "\t2026-03-01T12:00:01.123456Z\ttab\\there\\nand \\\\ \"quoted\" é €\t";
    assertEquals(Optional.of(new Kept.Changed(ExampleChanges.ended(1))), EntryText.read(line));
  }

  @Test
  void aCallOfWhichPartIsMissingIsPassedOver() {
    String line =
        EntryText.write(new Kept.Changed(new Change.CallEnded(ExampleChanges.eventful(3))));
    String cutOff = line.substring(0, line.indexOf("INTERRUPTED"));
    assertEquals(Optional.empty(), EntryText.read(cutOff));
    assertEquals(Optional.empty(), EntryText.read(line.replace("EMERGENCY", "TOMORROW")));
  }

  @Test
  void whatAnotherReleaseWroteIsPassedOver() {
    assertEquals(Optional.empty(), EntryText.read("voicemail\tnew"));
    assertEquals(Optional.empty(), EntryText.read("switch\tyesterday\thap\tOpen\tme"));
    assertEquals(Optional.empty(), EntryText.read("agent\t2026-03-01T12:00:00Z"));
    assertEquals(Optional.empty(), EntryText.read(""));
  }
}
