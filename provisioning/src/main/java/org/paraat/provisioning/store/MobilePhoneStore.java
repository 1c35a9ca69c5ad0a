package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.provisioning.database.Transaction;

/** The plain mobiles, and the number by which they reach the codes. */
public final class MobilePhoneStore {
  private enum Purpose {
    MOBILE_CONNECT,
    SOS
  }

  /** Replaces all of them; the organisation must be there. */
  public void set(Transaction transaction, MobilePhones phones) {
    transaction.change(
        "UPDATE organisations SET mobile_access_number = ?",
        phones.accessNumber().map(PhoneNumber::international));
    transaction.change("DELETE FROM mobile_phones");
    var rows = new ArrayList<Object[]>();
    for (PhoneNumber number : phones.mobileConnect()) {
      rows.add(row(Purpose.MOBILE_CONNECT, number, rows.size()));
    }
    for (PhoneNumber number : phones.sos()) {
      rows.add(row(Purpose.SOS, number, rows.size()));
    }
    transaction.changeAll(
        "INSERT INTO mobile_phones (purpose, number, position) VALUES (?, ?, ?)", rows);
  }

  private static Object[] row(Purpose purpose, PhoneNumber number, int before) {
    return new Object[] {purpose, number.international(), before + 1};
  }

  public MobilePhones all(Transaction transaction) {
    Optional<PhoneNumber> accessNumber =
        transaction
            .first(
                "SELECT mobile_access_number FROM organisations"
                    + " WHERE mobile_access_number IS NOT NULL",
                row -> row.text("mobile_access_number"))
            .map(PhoneNumber::new);
    return new MobilePhones(
        accessNumber, of(transaction, Purpose.MOBILE_CONNECT), of(transaction, Purpose.SOS));
  }

  private static List<PhoneNumber> of(Transaction transaction, Purpose purpose) {
    return transaction.list(
        "SELECT number FROM mobile_phones WHERE purpose = ? ORDER BY position",
        row -> new PhoneNumber(row.text("number")),
        purpose);
  }
}
