package org.paraat.engine;

import org.paraat.pbx.vocabulary.Change;

/** Where changes of state go that outlive the process. */
public interface Storage {

  /** Takes a change to be written behind: returns at once, whatever the state of the database. */
  void save(Change change);
}
