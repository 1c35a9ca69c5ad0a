package org.paraat.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongFunction;

/** Loads the whole product and its simulation once more, one class of it with a fault. */
final class MutantLoader extends ClassLoader {
  private static final String OURS = "org.paraat.";

  private final Mutant mutant;

  MutantLoader(Mutant mutant) {
    super(MutantLoader.class.getClassLoader());
    this.mutant = mutant;
  }

  /** The evenings of a platform with the fault. */
  @SuppressWarnings("unchecked")
  LongFunction<List<String>> simulation() {
    try {
      loadClass(mutant.type()); // a fault that finds no place is told before anything runs
      return (LongFunction<List<String>>)
          loadClass(Simulation.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the simulation cannot be loaded for " + mutant, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(path)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] compiled = in.readAllBytes();
      byte[] code = name.equals(mutant.type()) ? mutant.planted(compiled) : compiled;
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
