package org.paraat.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiFunction;

/** Loads the whole product and its simulation once more, with faults that sleep until asked for. */
final class MutantLoader extends ClassLoader {
  private static final String OURS = "org.paraat.";

  private final List<Mutant> mutants;

  MutantLoader(List<Mutant> mutants) {
    super(MutantLoader.class.getClassLoader());
    this.mutants = mutants;
  }

  /** The evenings of a platform with one of the faults: its place in the list, then the seed. */
  @SuppressWarnings("unchecked")
  BiFunction<Integer, Long, List<String>> evenings() {
    try {
      for (Mutant mutant : mutants) {
        loadClass(mutant.type()); // a fault that finds no place is told before anything runs
      }
      return (BiFunction<Integer, Long, List<String>>)
          loadClass(FaultyEvenings.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the simulation cannot be loaded with its faults", e);
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
      byte[] code = in.readAllBytes();
      for (int number = 0; number < mutants.size(); number++) {
        if (name.equals(mutants.get(number).type())) {
          code = mutants.get(number).planted(code, number);
        }
      }
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
