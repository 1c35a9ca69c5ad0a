package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.provisioning.database.Transaction;

/** Our public numbers with the steps that a call to them takes. */
public final class NumberStore {

  public void add(Transaction transaction, Number number) {
    String international = number.number().international();
    transaction.change("INSERT INTO numbers (number) VALUES (?)", international);
    var steps = new ArrayList<Object[]>();
    for (Destination step : number.steps()) {
      var columns = DestinationColumns.of(step);
      steps.add(new Object[] {international, steps.size() + 1, columns.kind(), columns.argument()});
    }
    transaction.changeAll(
        "INSERT INTO number_steps (number, position, destination_kind, destination_argument)"
            + " VALUES (?, ?, ?, ?)",
        steps);
  }

  public List<Number> all(Transaction transaction) {
    var steps = new LinkedHashMap<PhoneNumber, List<Destination>>();
    transaction.forEach(
        "SELECT number, destination_kind, destination_argument FROM number_steps"
            + " ORDER BY number, position",
        row ->
            steps
                .computeIfAbsent(new PhoneNumber(row.text("number")), number -> new ArrayList<>())
                .add(DestinationColumns.in(row)));
    return steps.entrySet().stream()
        .map(entry -> new Number(entry.getKey(), entry.getValue()))
        .toList();
  }
}
