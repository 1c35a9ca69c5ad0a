package org.paraat.provisioning.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.KeptDialog;
import org.paraat.sip.subscription.EventPackage;
import org.paraat.sip.subscription.KeptSubscription;
import org.paraat.sip.subscription.Subscribed;
import org.paraat.sip.transport.Transport;

/** What a phone watches, as the fields of one line. */
final class SubscriptionFields {
  static final String KIND = "subscription";
  static final String GONE = "subscription-gone";
  private static final int FIRST_ROUTE = 18;

  private SubscriptionFields() {}

  static List<String> of(KeptSubscription kept) {
    Subscribed what = kept.what();
    KeptDialog dialog = kept.dialog();
    var fields =
        new ArrayList<>(
            List.of(
                KIND,
                dialog.id().callId(),
                dialog.id().localTag(),
                dialog.id().remoteTag(),
                what.owner(),
                what.event().name(),
                what.resource(),
                what.entity(),
                what.eventId(),
                kept.since().toString()));
    fields.addAll(
        List.of(
            kept.expires().toString(),
            dialog.localUri(),
            dialog.remoteUri(),
            dialog.target(),
            dialog.transport().name(),
            dialog.host(),
            Integer.toString(dialog.port()),
            Long.toString(dialog.remoteSequence())));
    fields.addAll(dialog.routes());
    return fields;
  }

  static List<String> of(DialogId name) {
    return List.of(GONE, name.callId(), name.localTag(), name.remoteTag());
  }

  static DialogId nameIn(List<String> fields) {
    return new DialogId(fields.get(1), fields.get(2), fields.get(3));
  }

  static KeptSubscription in(List<String> fields) {
    return new KeptSubscription(
        new Subscribed(
            fields.get(4),
            EventPackage.valueOf(fields.get(5)),
            fields.get(6),
            fields.get(7),
            fields.get(8)),
        Instant.parse(fields.get(9)),
        Instant.parse(fields.get(10)),
        new KeptDialog(
            nameIn(fields),
            fields.get(11),
            fields.get(12),
            fields.get(13),
            fields.subList(FIRST_ROUTE, fields.size()),
            Transport.valueOf(fields.get(14)),
            fields.get(15),
            Integer.parseInt(fields.get(16)),
            Long.parseLong(fields.get(17))));
  }
}
