package org.paraat.server.tools;

import com.typesafe.config.Config;
import java.time.Instant;

/** One decision on a call, as {@code /api/calls/{id}/trace} tells it. */
record Decision(Instant at, String what, String because) {

  static Decision of(Config json) {
    return new Decision(
        Instant.parse(json.getString("at")),
        json.getString("what"),
        json.hasPath("because") ? json.getString("because") : "");
  }

  String inWords() {
    return because.isBlank() ? what : what + ", because " + because;
  }
}
