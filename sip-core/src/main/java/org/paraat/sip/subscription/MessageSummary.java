package org.paraat.sip.subscription;

import java.util.Optional;
import org.paraat.sip.message.Body;

/**
 * How many messages wait (RFC 3842).
 *
 * @param account the URI that was subscribed to
 * @param fresh those that nobody has taken care of
 * @param old the others
 */
public record MessageSummary(String account, int fresh, int old) implements Content {

  @Override
  public Body written(long version, Optional<Content> before) {
    return new Body(
        EventPackage.MESSAGE_SUMMARY.contentType(),
        "Messages-Waiting: "
            + (fresh > 0 ? "yes" : "no")
            + "\r\nMessage-Account: "
            + account
            + "\r\nVoice-Message: "
            + fresh
            + "/"
            + old
            + " (0/0)\r\n");
  }
}
