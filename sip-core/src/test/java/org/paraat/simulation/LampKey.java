package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A key with a lamp: its subscription, and what it was told last. */
final class LampKey {
  private static final Duration LASTS = Duration.ofSeconds(240);

  final String name;
  final String callId;
  private final DeskPhone phone;
  private final Consumer<LampKey> gone;
  private final String tag;
  private String target;
  private String to;
  private long sequence;
  private long version = -1;
  private boolean isLit;
  private boolean blinks;
  private boolean isAccepted;

  /** What the rule makes of it. */
  Optional<Lamps.Glow> expected = Optional.empty();

  Optional<Instant> liesSince = Optional.empty();

  /**
   * @param gone told when the platform knows nothing of it any more
   */
  LampKey(DeskPhone phone, String name, Consumer<LampKey> gone) {
    this.phone = phone;
    this.name = name;
    this.gone = gone;
    callId = phone.world.token() + "@" + phone.address;
    tag = phone.world.token();
    target = "sip:" + name + "@" + World.PLATFORM + ":" + World.SIP_PORT;
    to = "<" + target + ">";
  }

  boolean isAccepted() {
    return isAccepted;
  }

  boolean isLit() {
    return isLit;
  }

  boolean blinks() {
    return blinks;
  }

  // --- its subscription ---

  void subscribes() {
    subscribes("", true);
  }

  private void subscribes(String proof, boolean isFirst) {
    String branch = phone.world.branch();
    String text =
        "SUBSCRIBE "
            + target
            + " SIP/2.0\r\nVia: SIP/2.0/UDP "
            + phone.writtenAddress()
            + ";branch="
            + branch
            + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:"
            + phone.device
            + "@"
            + World.PLATFORM
            + ">;tag="
            + tag
            + "\r\nTo: "
            + to
            + "\r\nCall-ID: "
            + callId
            + "\r\nCSeq: "
            + ++sequence
            + " SUBSCRIBE\r\nContact: <sip:"
            + phone.device
            + "@"
            + phone.writtenAddress()
            + ">\r\nEvent: dialog\r\nAccept: application/dialog-info+xml\r\nExpires: "
            + LASTS.toSeconds()
            + "\r\n"
            + proof
            + Station.tail("");
    String asked = target;
    phone.ask(
        text,
        branch,
        "SUBSCRIBE",
        new Station.Reply() {
          @Override
          public void heard(Message response) {
            answered(response, isFirst, asked);
          }

          @Override
          public void silence() {
            gone.accept(LampKey.this);
          }
        });
  }

  private void answered(Message response, boolean isFirst, String asked) {
    int status = response.status();
    if (status == 401 && isFirst) {
      subscribes(phone.proofFor(response, "SUBSCRIBE", asked), false);
    } else if (status >= 300) {
      gone.accept(this);
    } else if (status >= 200) {
      isAccepted = true;
      to = response.header("To");
      target = Message.uriIn(response.header("Contact"));
      phone.later(LASTS.dividedBy(2), this::subscribes);
    }
  }

  // --- what it is told ---

  /** Passes over what is older than what it knows. */
  void told(Message notify) {
    long said = Lamps.versionIn(notify);
    if (said > version) {
      version = said;
      isLit = notify.body().contains("<state>confirmed</state>");
      blinks = notify.body().contains("<state>early</state>");
    }
    if (notify.header("Subscription-State").startsWith("terminated")) {
      gone.accept(this);
    }
  }
}
