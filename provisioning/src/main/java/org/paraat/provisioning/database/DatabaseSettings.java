package org.paraat.provisioning.database;

import java.nio.file.Path;
import java.util.Optional;

/** Which MariaDB is used. */
public sealed interface DatabaseSettings {

  /**
   * One that we start, reachable from this machine alone.
   *
   * @param software where its program files are unpacked; empty: in the data folder
   */
  record Embedded(Optional<Path> software) implements DatabaseSettings {}

  /**
   * One that somebody else runs.
   *
   * @param url such as {@code jdbc:mariadb://db.example:3306/paraat}; the database must exist
   */
  record External(String url, String user, String password) implements DatabaseSettings {

    /** A log line never shows the password, nor one among the options of the URL. */
    @Override
    public String toString() {
      return user + " at " + place();
    }

    /** What somebody else says of it, without the options of the URL. */
    String withoutOptions(String words) {
      return words.replace(url, place());
    }
  }

  /** Which database it is, whoever asks it: without account and options. */
  default String place() {
    return switch (this) {
      case Embedded embedded -> "embedded";
      case External external -> external.url().split("\\?", 2)[0];
    };
  }

  static DatabaseSettings embedded() {
    return new Embedded(Optional.empty());
  }
}
