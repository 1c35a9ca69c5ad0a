package org.paraat.engine.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.paraat.pbx.Pbx;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;

/**
 * Feeds a journal to a fresh PBX and says whether it asks for the same, byte by byte.
 *
 * <p>{@code Replay JOURNAL [--print]}, JOURNAL being a folder or a file; ends with 0 when it is the
 * same, 1 when not, 2 when the journal cannot be read.
 */
public final class Replay {
  private static final int SAME = 0;
  private static final int DIFFERENT = 1;
  private static final int UNREADABLE = 2;
  private static final String PRINT = "--print";

  private final TurnCodec codec = new TurnCodec();
  private final MessageDigest digest = sha256();
  private Pbx pbx = new Pbx();
  private boolean hasBegun;
  private long turns;
  private long commands;
  private long differing;
  private long firstDifference;

  /**
   * What a replay came to.
   *
   * @param sha256 of the binary form of all commands, in hexadecimal
   * @param differing turns that asked for something else than was recorded
   * @param firstDifference number of the first of these, from 1; 0 when there is none
   */
  public record Outcome(
      long turns, long commands, String sha256, long differing, long firstDifference) {}

  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.err.println("usage: Replay JOURNAL [--print]");
      System.exit(UNREADABLE);
    }
    try {
      boolean prints = List.of(arguments).contains(PRINT);
      Outcome outcome = of(Path.of(arguments[0]), prints ? System.out : silent());
      System.out.println("turns     " + outcome.turns());
      System.out.println("commands  " + outcome.commands());
      System.out.println("sha256    " + outcome.sha256());
      System.out.println(
          outcome.differing() == 0
              ? "the same as recorded"
              : outcome.differing()
                  + " turns differ from the record, the first is turn "
                  + outcome.firstDifference());
      System.exit(outcome.differing() == 0 ? SAME : DIFFERENT);
    } catch (IOException | JournalUnreadable e) {
      System.err.println("cannot read the journal: " + e.getMessage());
      System.exit(UNREADABLE);
    }
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream());
  }

  /**
   * Replays from the first event of a life that the journal still holds.
   *
   * @param told gets each event with its commands
   * @throws JournalUnreadable when it is damaged, or holds no beginning of a life
   */
  public static Outcome of(Path journal, PrintStream told) throws IOException {
    var replay = new Replay();
    JournalFiles.read(journal, turn -> replay.take(turn, told));
    if (!replay.hasBegun) {
      throw new JournalUnreadable("it holds no beginning: the oldest files are gone");
    }
    return new Outcome(
        replay.turns,
        replay.commands,
        HexFormat.of().formatHex(replay.digest.digest()),
        replay.differing,
        replay.firstDifference);
  }

  private void take(JournaledTurn recorded, PrintStream told) {
    if (recorded.event() instanceof Event.Started) {
      pbx = new Pbx();
      hasBegun = true;
    } else if (!hasBegun) {
      return;
    }
    List<Command> decided = decide(recorded.event());
    turns++;
    commands += decided.size();
    told.println(recorded.event());
    decided.forEach(command -> told.println("    " + command));
    var written = new BinaryOutput();
    codec.writeCommands(decided, written);
    digest.update(written.buffer(), 0, written.length());
    if (!decided.equals(recorded.commands())) {
      differing++;
      firstDifference = firstDifference == 0 ? turns : firstDifference;
      told.println("    but recorded was " + recorded.commands());
    }
  }

  /** As the core loop does: a turn that throws asks for nothing. */
  private List<Command> decide(Event event) {
    try {
      return pbx.handle(event);
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
