package org.paraat.provisioning.store;

import java.util.List;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.provisioning.database.Transaction;

/** The people with their numbers. */
public final class ExtensionStore {

  public void add(Transaction transaction, Extension extension) {
    transaction.change(
        "INSERT INTO extensions (number, display_name, role, language) VALUES (?, ?, ?, ?)",
        extension.number().digits(),
        extension.displayName(),
        extension.role(),
        extension.language());
  }

  public List<Extension> all(Transaction transaction) {
    return transaction.list(
        "SELECT number, display_name, role, language FROM extensions ORDER BY number",
        row ->
            new Extension(
                new ExtensionNumber(row.text("number")),
                row.text("display_name"),
                row.word("role", Extension.Role.class),
                row.word("language", Language.class)));
  }
}
