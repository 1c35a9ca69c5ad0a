package org.paraat.engine;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;

/** Events and commands as a person reads them: their own names, without times and wrapping. */
final class LadderWords {
  private LadderWords() {}

  static String of(Event event) {
    return sentence((Record) event);
  }

  static String of(Command command) {
    return command instanceof Command.Tell tell ? tell.line() : sentence((Record) command);
  }

  private static String sentence(Record record) {
    String name = record.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    String parts = parts(record);
    String words = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    return parts.isEmpty() ? words : words + ": " + parts;
  }

  private static String parts(Record record) {
    var parts = new StringJoiner(", ");
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = component.getName();
      if (name.equals("at") || name.equals("leg") || name.equals("call")) {
        continue;
      }
      String value = value(component, record);
      if (!value.isEmpty()) {
        parts.add(value);
      }
    }
    return parts.toString();
  }

  private static String value(RecordComponent component, Record owner) {
    try {
      return words(component.getAccessor().invoke(owner));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record that cannot be read: " + owner.getClass(), e);
    }
  }

  private static String words(Object value) {
    return switch (value) {
      case Directory directory -> "directory " + directory.version();
      case CallRecord call -> call.id().toString();
      case Optional<?> optional -> optional.map(LadderWords::words).orElse("");
      case List<?> list -> String.join(" ", list.stream().map(LadderWords::words).toList());
      case Duration duration -> duration.toMillis() + " ms";
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      // ids say what they are by themselves; other records are named
      case Record record when record.toString().indexOf('[') < 0 -> record.toString();
      case Record record -> parts(record);
      default -> value.toString();
    };
  }
}
