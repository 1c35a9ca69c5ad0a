package org.paraat.provisioning.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Change.SwitchPositionChanged;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing.SwitchStanding;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.provisioning.database.Transaction;

/** The switches, where they stand, and who turned them. */
public final class SwitchStore {

  /** One turn of a switch, as it is remembered. */
  public record Turn(SwitchId id, PositionId position, Instant at, String by) {}

  public void add(Transaction transaction, Switch added) {
    String id = added.id().name();
    transaction.change("INSERT INTO switches (id, name) VALUES (?, ?)", id, added.name());
    var rows = new ArrayList<Object[]>();
    for (Switch.Position position : added.positions()) {
      var columns = DestinationColumns.of(position.destination());
      rows.add(
          new Object[] {
            id, rows.size() + 1, position.id().name(), columns.kind(), columns.argument()
          });
    }
    transaction.changeAll(
        "INSERT INTO switch_positions (switch_id, position, name, destination_kind,"
            + " destination_argument) VALUES (?, ?, ?, ?, ?)",
        rows);
  }

  public List<Switch> all(Transaction transaction) {
    var positions = new LinkedHashMap<String, List<Switch.Position>>();
    transaction.forEach(
        "SELECT switch_id, name, destination_kind, destination_argument FROM switch_positions"
            + " ORDER BY switch_id, position",
        row ->
            positions
                .computeIfAbsent(row.text("switch_id"), id -> new ArrayList<>())
                .add(
                    new Switch.Position(
                        new PositionId(row.text("name")), DestinationColumns.in(row))));
    return transaction.list(
        "SELECT id, name FROM switches ORDER BY id",
        row ->
            new Switch(
                new SwitchId(row.text("id")),
                row.text("name"),
                positions.getOrDefault(row.text("id"), List.of())));
  }

  /** Where they stand; those that were never turned are not in it. */
  public List<SwitchStanding> standings(Transaction transaction) {
    return transaction.list(
        "SELECT switch_id, position FROM switch_standings ORDER BY switch_id",
        row ->
            new SwitchStanding(
                new SwitchId(row.text("switch_id")), new PositionId(row.text("position"))));
  }

  /** Writes turns, oldest first; may be repeated. A position that is gone is remembered only. */
  public void save(Transaction transaction, List<SwitchPositionChanged> turns) {
    var standings = new ArrayList<Object[]>();
    var history = new ArrayList<Object[]>();
    for (SwitchPositionChanged turn : turns) {
      standings.add(new Object[] {turn.id().name(), turn.position().name()});
      history.add(
          new Object[] {
            turn.id().name(), turn.position().name(), turn.at(), Texts.atMost(100, turn.by())
          });
    }
    transaction.changeAll(
        "INSERT INTO switch_standings (switch_id, position)"
            + " SELECT switch_id, name FROM switch_positions WHERE switch_id = ? AND name = ?"
            + " ON DUPLICATE KEY UPDATE position = VALUES(position)",
        standings);
    transaction.changeAll(
        "INSERT INTO switch_turns (switch_id, position, turned_at, turned_by) VALUES (?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE turned_by = VALUES(turned_by)",
        history);
  }

  /**
   * The newest turns first.
   *
   * @param limit most turns to return
   */
  public List<Turn> history(Transaction transaction, SwitchId id, int limit) {
    return transaction.list(
        "SELECT switch_id, position, turned_at, turned_by FROM switch_turns WHERE switch_id = ?"
            + " ORDER BY id DESC LIMIT ?",
        row ->
            new Turn(
                new SwitchId(row.text("switch_id")),
                new PositionId(row.text("position")),
                row.instant("turned_at"),
                row.text("turned_by")),
        id.name(),
        limit);
  }
}
