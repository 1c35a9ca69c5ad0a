package org.paraat.pbx.redirect;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;

/** Where each switch stands. */
public final class Switches {

  /** Where a switch was turned to, and why it stands there, in words. */
  private record Turned(PositionId position, String because) {}

  private final SequencedMap<SwitchId, Turned> turned = new LinkedHashMap<>();

  private final SequencedSet<SwitchId> stirred = new LinkedHashSet<>();

  public Switches() {}

  public Switches(Switches original) {
    turned.putAll(original.turned);
  }

  /** Takes over how the switches stood when the last life ended. */
  public void restore(Standing standing) {
    for (Standing.SwitchStanding stood : standing.switches()) {
      turned.put(stood.id(), new Turned(stood.position(), "it stood so at the last start"));
    }
  }

  /**
   * Turns a switch; callers who are underway keep their place.
   *
   * @return what is to be saved; empty when there is no such switch or position
   */
  public Optional<Change> turn(
      SwitchId id, PositionId position, String by, Directory directory, Instant at) {
    if (directory.switchOf(id).flatMap(s -> s.position(position)).isEmpty()) {
      return Optional.empty();
    }
    turned.put(id, new Turned(position, by + " turned it"));
    stirred.add(id);
    return Optional.of(new Change.SwitchPositionChanged(at, id, position, by));
  }

  /** Which were turned since that was last taken. */
  public SequencedSet<SwitchId> stirred() {
    return Collections.unmodifiableSequencedSet(stirred);
  }

  public void takeStirred() {
    stirred.clear();
  }

  /** Where it stands: in its first position until somebody turns it, or when that one is gone. */
  public Switch.Position positionOf(Switch of) {
    return Optional.ofNullable(turned.get(of.id()))
        .flatMap(t -> of.position(t.position()))
        .orElse(of.first());
  }

  /** Why it stands as it does, in words. */
  String because(Switch of) {
    return Optional.ofNullable(turned.get(of.id()))
        .filter(t -> of.position(t.position()).isPresent())
        .map(Turned::because)
        .orElse("nobody has turned it");
  }
}
