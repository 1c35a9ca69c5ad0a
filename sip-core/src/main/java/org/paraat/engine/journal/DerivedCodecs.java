package org.paraat.engine.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.paraat.pbx.directory.Directory;

/**
 * Derives codecs from the declarations of the records and sealed families themselves, so that a new
 * event needs no line here; the order of declaration is the order on disk.
 */
final class DerivedCodecs {
  private final Map<Type, Codec> known = new HashMap<>();

  DerivedCodecs() {
    simple(long.class, "long", (value, out) -> out.writeLong((Long) value), BinaryInput::readLong);
    simple(
        int.class,
        "int",
        (value, out) -> out.writeLong((Integer) value),
        in -> Math.toIntExact(in.readLong()));
    simple(
        char.class,
        "char",
        (value, out) -> out.writeLong((Character) value),
        in -> (char) in.readLong());
    simple(
        boolean.class,
        "boolean",
        (value, out) -> out.writeByte((Boolean) value ? 1 : 0),
        in -> in.readByte() != 0);
    simple(
        String.class, "text", (value, out) -> out.writeText((String) value), BinaryInput::readText);
    simple(
        Instant.class,
        "instant",
        (value, out) -> {
          out.writeLong(((Instant) value).getEpochSecond());
          out.writeLong(((Instant) value).getNano());
        },
        in -> Instant.ofEpochSecond(in.readLong(), in.readLong()));
    simple(
        Duration.class,
        "duration",
        (value, out) -> {
          out.writeLong(((Duration) value).getSeconds());
          out.writeLong(((Duration) value).getNano());
        },
        in -> Duration.ofSeconds(in.readLong(), in.readLong()));
  }

  private void simple(
      Type type,
      String shape,
      BiConsumer<Object, BinaryOutput> writer,
      Function<BinaryInput, Object> reader) {
    known.put(type, codec(shape, writer, reader));
  }

  private static Codec codec(
      String shape, BiConsumer<Object, BinaryOutput> writer, Function<BinaryInput, Object> reader) {
    return new Codec() {
      @Override
      public void write(Object value, BinaryOutput out) {
        writer.accept(value, out);
      }

      @Override
      public Object read(BinaryInput in) {
        return reader.apply(in);
      }

      @Override
      public String shape() {
        return shape;
      }
    };
  }

  /**
   * @throws IllegalStateException for a type that has no form on disk
   */
  Codec codecOf(Type type) {
    Codec codec = known.get(type);
    if (codec == null) {
      codec = derived(type);
      known.put(type, codec);
    }
    return codec;
  }

  private Codec derived(Type type) {
    if (type instanceof ParameterizedType generic) {
      Codec content = codecOf(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == List.class) {
        return ofList(content);
      }
      if (generic.getRawType() == Optional.class) {
        return ofOptional(content);
      }
    } else if (type == Directory.class) {
      return new DirectoryCodec(this);
    } else if (type instanceof Class<?> raw && raw.isRecord()) {
      return new RecordCodec(raw, this);
    } else if (type instanceof Class<?> raw && raw.isEnum()) {
      return ofEnum(raw);
    } else if (type instanceof Class<?> raw && raw.isSealed()) {
      return ofFamily(raw);
    }
    throw new IllegalStateException("the journal cannot hold a " + type.getTypeName());
  }

  private static Codec ofEnum(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    var names = new ArrayList<String>();
    for (Object constant : constants) {
      names.add(((Enum<?>) constant).name());
    }
    return codec(
        type.getSimpleName() + names,
        (value, out) -> out.writeLong(((Enum<?>) value).ordinal()),
        in -> constants[inBounds(in.readLong(), constants.length, type)]);
  }

  private Codec ofFamily(Class<?> type) {
    Class<?>[] members = type.getPermittedSubclasses();
    Codec[] codecs = new Codec[members.length];
    var numbers = new HashMap<Class<?>, Integer>();
    var shape = new StringBuilder(type.getSimpleName()).append('<');
    for (int i = 0; i < members.length; i++) {
      codecs[i] = codecOf(members[i]);
      numbers.put(members[i], i);
      shape.append(codecs[i].shape()).append('|');
    }
    return codec(
        shape.append('>').toString(),
        (value, out) -> {
          int number = numbers.get(value.getClass());
          out.writeLong(number);
          codecs[number].write(value, out);
        },
        in -> codecs[inBounds(in.readLong(), codecs.length, type)].read(in));
  }

  private static int inBounds(long number, int length, Class<?> type) {
    if (number < 0 || number >= length) {
      throw new JournalUnreadable("no " + type.getSimpleName() + " has the number " + number);
    }
    return (int) number;
  }

  private static Codec ofList(Codec content) {
    return codec(
        "list of " + content.shape(),
        (value, out) -> {
          List<?> list = (List<?>) value;
          out.writeLong(list.size());
          for (Object item : list) {
            content.write(item, out);
          }
        },
        in -> {
          int size = in.readCount();
          var list = new ArrayList<>(size);
          for (int i = 0; i < size; i++) {
            list.add(content.read(in));
          }
          return List.copyOf(list);
        });
  }

  private static Codec ofOptional(Codec content) {
    return codec(
        "optional " + content.shape(),
        (value, out) -> {
          Optional<?> optional = (Optional<?>) value;
          out.writeByte(optional.isPresent() ? 1 : 0);
          if (optional.isPresent()) {
            content.write(optional.get(), out);
          }
        },
        in -> in.readByte() == 0 ? Optional.empty() : Optional.of(content.read(in)));
  }
}
