package org.paraat.simulation;

import java.util.function.Consumer;

/** A transfer as the phone that asks for it sees it: its REFER, the reports, the outcome. */
final class Referral {
  enum Outcome {
    OPEN,
    REFUSED,
    /** Accepted, and no report will come because none was wanted. */
    UNTOLD,
    DONE,
    FAILED
  }

  private final Talk on;
  private final String referTo;
  private final boolean wantsNoReports;
  private final Consumer<Outcome> told;
  private Outcome outcome = Outcome.OPEN;
  private long sequence;

  Referral(Talk on, String referTo, boolean wantsNoReports, Consumer<Outcome> told) {
    this.on = on;
    this.referTo = referTo;
    this.wantsNoReports = wantsNoReports;
    this.told = told;
  }

  /** Somebody by their number, as one who dials it. */
  static String to(String number) {
    return "<sip:" + number.replace("#", "%23") + "@" + World.PLATFORM + ">";
  }

  /** Somebody whom the phone talks with already, or who rings. */
  static String to(Talk other, boolean byContact) {
    String user = other.dialled().isEmpty() ? other.shownNumber() : other.dialled();
    String uri = byContact ? other.target() : "sip:" + user + "@" + World.PLATFORM;
    String dialog =
        other.callId.replace("@", "%40")
            + "%3Bto-tag%3D"
            + other.theirTag()
            + "%3Bfrom-tag%3D"
            + other.tag();
    return "<" + uri + "?Replaces=" + dialog + ">";
  }

  void asks() {
    if (on.state != Talk.State.TALKING) {
      becomes(Outcome.REFUSED);
      return;
    }
    on.referrals.add(this);
    String more =
        on.contact()
            + "Refer-To: "
            + referTo
            + "\r\nReferred-By: <sip:"
            + on.at.writtenAddress()
            + ">\r\n"
            + (wantsNoReports ? "Refer-Sub: false\r\nSupported: norefersub\r\n" : "");
    sequence =
        on.asks(
            "REFER",
            more,
            "",
            new Station.Reply() {
              @Override
              public void heard(Message response) {
                if (response.status() >= 300) {
                  becomes(Outcome.REFUSED);
                } else if (response.status() >= 200 && wantsNoReports) {
                  becomes(Outcome.UNTOLD);
                }
              }

              @Override
              public void silence() {
                becomes(Outcome.REFUSED);
              }
            });
  }

  /** Whether this NOTIFY is about it; the first of a dialog needs no name. */
  boolean isMeantBy(Message notify) {
    String id = Message.parameter(notify.header("Event"), "id");
    return notify.header("Event").startsWith("refer")
        && (id.isEmpty() ? on.referrals.getFirst() == this : id.equals(Long.toString(sequence)));
  }

  void isReported(Message notify) {
    if (notify.header("Subscription-State").startsWith("terminated")) {
      becomes(notify.body().startsWith("SIP/2.0 2") ? Outcome.DONE : Outcome.FAILED);
    }
  }

  private void becomes(Outcome next) {
    if (outcome == Outcome.OPEN) {
      outcome = next;
      told.accept(next);
    }
  }
}
