package org.paraat.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How this installation is deployed, read and checked by {@link SettingsReader}.
 *
 * @param carrierPort where the demo and the bench expect their first carrier
 * @param advertisedAddress that peers are told to send to; equal to {@code address} when none is
 *     set
 * @param rehearsal how long a start may rehearse at most; zero: not at all
 */
record Settings(
    Organisation organisation,
    int carrierPort,
    int node,
    String address,
    String advertisedAddress,
    Path data,
    int sipPort,
    SipSettings sip,
    RtpPorts rtp,
    Silence silence,
    int httpPort,
    Database database,
    Duration rehearsal,
    Duration callsMayLast,
    Duration longestConversation,
    Recording journal) {

  /** What is put into an empty database. */
  enum Organisation {
    NONE,
    DEMO,
    BENCH
  }

  /** How long the sound of a leg may stay away, in a conversation or on hold. */
  record Silence(Duration allowed, Duration onHold) {}

  /** UDP ports for sound, and how many threads carry it. */
  record RtpPorts(int first, int last, int loops, Duration rest) {}

  /** Where MariaDB is: our own when the URL is empty. */
  record Database(String url, String user, String password) {
    boolean isEmbedded() {
      return url.isEmpty();
    }

    /** Without the password, in an option of the URL too: settings may be logged. */
    @Override
    public String toString() {
      return isEmbedded() ? "embedded" : url.split("\\?", 2)[0] + " as " + user;
    }
  }

  /** Whether the journal is written. */
  enum Recording {
    ON,
    OFF
  }
}
