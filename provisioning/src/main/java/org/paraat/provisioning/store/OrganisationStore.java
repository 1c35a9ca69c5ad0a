package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.provisioning.database.Transaction;

/** Whose platform this is. */
public final class OrganisationStore {

  /**
   * @param sample which organisation of ours this began as, such as {@code demo}
   */
  public void add(Transaction transaction, Organisation organisation, String sample) {
    transaction.change(
        "INSERT INTO organisations (id, name, realm, country_code, language, sample)"
            + " VALUES (1, ?, ?, ?, ?, ?)",
        organisation.name(),
        organisation.realm(),
        organisation.countryCode(),
        organisation.language(),
        sample);
    transaction.changeAll(
        "INSERT INTO organisation_domains (position, domain) VALUES (?, ?)",
        numbered(organisation.domains()));
    transaction.changeAll(
        "INSERT INTO emergency_numbers (position, number) VALUES (?, ?)",
        numbered(organisation.emergencyNumbers()));
    transaction.changeAll(
        "INSERT INTO barred_numbers (position, start) VALUES (?, ?)",
        numbered(organisation.barred()));
  }

  private static List<Object[]> numbered(List<String> texts) {
    var rows = new ArrayList<Object[]>();
    for (String text : texts) {
      rows.add(new Object[] {rows.size() + 1, text});
    }
    return rows;
  }

  public Optional<Organisation> organisation(Transaction transaction) {
    List<String> domains =
        transaction.list(
            "SELECT domain FROM organisation_domains ORDER BY position", row -> row.text("domain"));
    List<String> emergencyNumbers =
        transaction.list(
            "SELECT number FROM emergency_numbers ORDER BY position", row -> row.text("number"));
    List<String> barred =
        transaction.list(
            "SELECT start FROM barred_numbers ORDER BY position", row -> row.text("start"));
    return transaction.first(
        "SELECT name, realm, country_code, language FROM organisations",
        row ->
            new Organisation(
                row.text("name"),
                row.text("realm"),
                domains,
                row.text("country_code"),
                emergencyNumbers,
                row.word("language", Language.class),
                barred));
  }

  /** Empty when nothing is configured yet. */
  public Optional<String> sample(Transaction transaction) {
    return transaction.first("SELECT sample FROM organisations", row -> row.text("sample"));
  }
}
