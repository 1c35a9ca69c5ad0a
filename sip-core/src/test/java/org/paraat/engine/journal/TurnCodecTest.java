package org.paraat.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;

class TurnCodecTest {
  private final TurnCodec codec = new TurnCodec();

  @Test
  void everyEventAndEveryCommandIsReadAsItWasWritten() throws ReflectiveOperationException {
    var any = new AnyValue(new SplittableRandom(7));
    var commands = new ArrayList<Command>();
    for (Class<?> type : Command.class.getPermittedSubclasses()) {
      commands.add((Command) any.of(type));
    }
    for (Class<?> type : Event.class.getPermittedSubclasses()) {
      Event event = (Event) any.of(type);
      byte[] written = written(event, commands);
      var in = new BinaryInput(written);
      JournaledTurn read = codec.read(in);
      assertFalse(in.hasMore(), type + " leaves bytes unread");
      assertEquals(event.at(), read.event().at());
      assertEquals(commands, read.commands());
      assertArrayEquals(written, written(read.event(), read.commands()), "not the same: " + type);
    }
  }

  @Test
  void theSameVocabularyHasTheSameFingerprint() {
    assertEquals(codec.fingerprint(), new TurnCodec().fingerprint());
  }

  @Test
  void aDamagedEntryIsSaidToBeUnreadable() throws ReflectiveOperationException {
    var random = new SplittableRandom(11);
    var any = new AnyValue(random);
    byte[] good = written((Event) any.of(Event.class), List.of((Command) any.of(Command.class)));
    for (int cut = 0; cut < good.length - 1; cut++) {
      byte[] bad = Arrays.copyOf(good, cut);
      assertThrows(JournalUnreadable.class, () -> codec.read(new BinaryInput(bad)));
    }
  }

  private byte[] written(Event event, List<Command> commands) {
    var out = new BinaryOutput();
    codec.write(event, commands, out);
    return out.toByteArray();
  }
}
