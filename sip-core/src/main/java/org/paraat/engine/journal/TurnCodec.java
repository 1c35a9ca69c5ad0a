package org.paraat.engine.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;

/** The binary form of one turn: an event with the commands that it led to. */
final class TurnCodec {
  private final Codec events;
  private final Codec commands;
  private final long fingerprint;

  TurnCodec() {
    var all = new DerivedCodecs();
    events = all.codecOf(Event.class);
    commands = all.codecOf(Command.class);
    fingerprint = fingerprintOf(events.shape() + commands.shape());
  }

  static long fingerprintOf(String shape) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(shape.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Changes with every change of the vocabulary: journals of another vocabulary are refused. */
  long fingerprint() {
    return fingerprint;
  }

  void write(Event event, List<Command> asked, BinaryOutput out) {
    events.write(event, out);
    writeCommands(asked, out);
  }

  void writeCommands(List<Command> asked, BinaryOutput out) {
    out.writeLong(asked.size());
    for (Command command : asked) {
      commands.write(command, out);
    }
  }

  JournaledTurn read(BinaryInput in) {
    Event event = (Event) events.read(in);
    int count = in.readCount();
    var asked = new ArrayList<Command>(count);
    for (int i = 0; i < count; i++) {
      asked.add((Command) commands.read(in));
    }
    return new JournaledTurn(event, List.copyOf(asked));
  }
}
