package org.paraat.pbx.vocabulary;

import java.util.List;

/**
 * Where a call goes, and why: the reasons are shown to the administrator.
 *
 * @param then where it goes on to, one after the other, when a step has nothing more to do with it
 */
public record Route(Destination destination, List<Destination> then, List<String> because) {
  public Route {
    then = List.copyOf(then);
    because = List.copyOf(because);
  }
}
