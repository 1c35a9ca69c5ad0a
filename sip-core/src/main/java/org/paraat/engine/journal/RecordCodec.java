package org.paraat.engine.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;

/** Writes a record as its components, one after the other, in the order of its declaration. */
final class RecordCodec implements Codec {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final MethodHandle constructor;
  private final MethodHandle[] accessors;
  private final Codec[] codecs;
  private final String shape;

  RecordCodec(Class<?> type, DerivedCodecs all) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    accessors = new MethodHandle[components.length];
    codecs = new Codec[components.length];
    var described = new StringBuilder(type.getSimpleName()).append('(');
    try {
      for (int i = 0; i < components.length; i++) {
        parameters[i] = components[i].getType();
        accessors[i] =
            LOOKUP
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        codecs[i] = all.codecOf(components[i].getGenericType());
        described.append(components[i].getName()).append(' ').append(codecs[i].shape()).append(',');
      }
      constructor =
          LOOKUP
              .findConstructor(type, MethodType.methodType(void.class, parameters))
              .asSpreader(Object[].class, components.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the journal needs a public record: " + type, e);
    }
    shape = described.append(')').toString();
  }

  @Override
  public void write(Object value, BinaryOutput out) {
    for (int i = 0; i < codecs.length; i++) {
      codecs[i].write(component(value, accessors[i]), out);
    }
  }

  private static Object component(Object value, MethodHandle accessor) {
    try {
      return (Object) accessor.invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of " + value.getClass() + " failed", e);
    }
  }

  @Override
  public Object read(BinaryInput in) {
    Object[] values = new Object[codecs.length];
    for (int i = 0; i < codecs.length; i++) {
      values[i] = codecs[i].read(in);
    }
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw new JournalUnreadable("an entry that makes no " + shape, e);
    }
  }

  @Override
  public String shape() {
    return shape;
  }
}
