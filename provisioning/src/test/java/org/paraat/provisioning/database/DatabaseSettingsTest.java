package org.paraat.provisioning.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
  private static DatabaseSettings.External at(String place) {
    return new DatabaseSettings.External(place + "?user=paraat&password=hush", "paraat", "hush");
  }

  @Test
  void noPasswordIsShownWhereverItWasWritten() {
    assertEquals(
        "paraat at jdbc:mariadb://db.example/paraat",
        at("jdbc:mariadb://db.example/paraat").toString());
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutItsOptions() {
    try (var database = new Database()) {
      var refused =
          assertThrows(
              RuntimeException.class, () -> database.reach(at("jdbc:postgresql://db.example/x")));
      assertFalse(refused.getMessage().contains("hush"), refused::getMessage);
      assertFalse(database.health().words().contains("hush"), database.health()::words);
    }
  }
}
