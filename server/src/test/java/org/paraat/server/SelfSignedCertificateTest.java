package org.paraat.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.admin.health.HealthPart;
import org.paraat.sip.transport.Certificates;
import org.paraat.sip.transport.TlsSettings;

class SelfSignedCertificateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T03:00:00Z");

  @TempDir Path folder;

  @Test
  void itIsMadeOnceAndCanBeUsed() throws Exception {
    var own = new SelfSignedCertificate(folder.resolve("tls"));
    own.keep();
    String made = Files.readString(own.certificate());
    own.keep();

    assertEquals(made, Files.readString(own.certificate()));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own.key())));
    assertFalse(Files.exists(folder.resolve("tls/making.p12")));
    Certificates usable =
        Certificates.of(TlsSettings.on(0, own.certificate(), own.key()), InstantSource.system());
    assertTrue(usable.validUntil().isAfter(Instant.now().plus(Duration.ofDays(800))));
  }

  @Test
  void anotherIsMadeWhenTheOldOneCannotBeRead() throws Exception {
    var own = new SelfSignedCertificate(folder);
    own.keep();
    Files.writeString(own.certificate(), "broken");
    own.keep();

    assertTrue(Files.readString(own.certificate()).startsWith("-----BEGIN CERTIFICATE-----"));
  }

  @Test
  void healthWarnsTwoWeeksBeforeTheEndAndOfFilesThatAreNotUsed() {
    Instant inTime = NOW.plus(Duration.ofDays(15));
    Instant soon = NOW.plus(Duration.ofDays(13));

    assertEquals(
        HealthPart.Condition.UP, SipPorts.health(inTime, Optional.empty(), NOW).condition());
    assertTrue(SipPorts.health(soon, Optional.empty(), NOW).because().contains("ends in 13 days"));
    assertTrue(SipPorts.health(inTime, Optional.of("no key"), NOW).because().contains("no key"));
    assertTrue(SipPorts.health(NOW, Optional.empty(), NOW).because().contains("ended"));
  }
}
