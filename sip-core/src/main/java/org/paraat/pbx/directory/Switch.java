package org.paraat.pbx.directory;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;

/** A prepared switch: team leaders turn it and the next call goes elsewhere (V14). */
public record Switch(SwitchId id, String name, List<Position> positions) {
  private static final int MOST_POSITIONS = 10;

  public Switch {
    if (positions.isEmpty() || positions.size() > MOST_POSITIONS) {
      throw new IllegalArgumentException(
          "switch " + id + " has " + positions.size() + " positions; it needs 1 to 10");
    }
    positions = List.copyOf(positions);
  }

  public Optional<Position> position(PositionId id) {
    return positions.stream().filter(position -> position.id().equals(id)).findFirst();
  }

  /** Where it stands until somebody turns it. */
  public Position first() {
    return positions.getFirst();
  }

  /** One position and where calls go while the switch stands there. */
  public record Position(PositionId id, Destination destination) {}
}
