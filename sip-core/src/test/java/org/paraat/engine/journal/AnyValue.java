package org.paraat.engine.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** Makes some value of any type of the vocabulary from a seed. */
final class AnyValue {
  private final RandomGenerator random;

  AnyValue(RandomGenerator random) {
    this.random = random;
  }

  Object of(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? list(generic) : optional(generic);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == long.class) {
      return random.nextLong();
    } else if (raw == int.class) {
      return random.nextInt();
    } else if (raw == char.class) {
      return "0123456789*#ABCD".charAt(random.nextInt(16));
    } else if (raw == String.class) {
      return "tekst é – " + random.nextInt(1000);
    } else if (raw == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (raw == Duration.class) {
      return Duration.ofMillis(random.nextInt());
    } else if (raw == PhoneNumber.class) {
      return new PhoneNumber("+31" + (100_000_000 + random.nextInt(800_000_000)));
    } else if (raw == Directory.class) {
      return directory();
    } else if (raw.isEnum()) {
      return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
    } else if (raw.isSealed()) {
      return of(raw.getPermittedSubclasses()[random.nextInt(raw.getPermittedSubclasses().length)]);
    }
    return record(raw);
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = of(components[i].getGenericType());
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  private List<Object> list(ParameterizedType type) throws ReflectiveOperationException {
    var list = new ArrayList<>();
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      list.add(of(type.getActualTypeArguments()[0]));
    }
    return List.copyOf(list);
  }

  private Optional<Object> optional(ParameterizedType type) throws ReflectiveOperationException {
    return random.nextBoolean()
        ? Optional.of(of(type.getActualTypeArguments()[0]))
        : Optional.empty();
  }

  private Directory directory() throws ReflectiveOperationException {
    return new Directory(
        random.nextInt(),
        (Organisation) of(Organisation.class),
        List.of(),
        List.of(),
        List.of((Queue) of(Queue.class)),
        List.of(),
        List.of(),
        List.of(),
        (MobilePhones) of(MobilePhones.class));
  }
}
