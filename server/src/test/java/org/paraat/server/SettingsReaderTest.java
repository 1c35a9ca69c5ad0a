package org.paraat.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.sip.transport.TlsSettings;

class SettingsReaderTest {
  @TempDir Path folder;

  @Test
  void theDefaultsAreComplete() throws Exception {
    Settings settings = read("");

    assertEquals(Settings.Organisation.NONE, settings.organisation());
    assertEquals(5080, settings.carrierPort());
    assertEquals(5060, settings.sipPort());
    assertEquals(new Settings.RtpPorts(20000, 29999, 0, Duration.ofSeconds(30)), settings.rtp());
    assertEquals(
        new Settings.Silence(Duration.ofSeconds(45), Duration.ofMinutes(30)), settings.silence());
    assertEquals("127.0.0.1", settings.advertisedAddress());
    assertTrue(settings.database().isEmbedded());
    assertEquals(Duration.ofSeconds(10), settings.callsMayLast());
    assertEquals(Duration.ofHours(12), settings.longestConversation());
    assertEquals(Duration.ofMinutes(30), settings.sip().sessionTimers().interval());
    assertEquals(Duration.ofSeconds(90), settings.sip().sessionTimers().shortest());
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentBeforeTheFile() throws Exception {
    Path file = file("paraat.sip.port = 5070\nparaat.http.port = 8081\nparaat.node = 3\n");
    var environment = Map.of("PARAAT_SIP_PORT", "5071", "PARAAT_HTTP_PORT", "8082");

    Settings settings =
        new SettingsReader(environment).read(Optional.of(file), Map.of("sip.port", "5072"));

    assertEquals(5072, settings.sipPort());
    assertEquals(8082, settings.httpPort());
    assertEquals(3, settings.node());
  }

  @Test
  void tlsIsOneAboveTheOtherPortAndOffWithoutACertificate() throws Exception {
    Settings settings = read("paraat.sip.port = 5070");

    assertEquals(5071, settings.sip().tlsPort());
    assertTrue(settings.sip().tls().isEmpty());
    assertEquals(List.of("127.0.0.1"), settings.sip().addresses());
    assertThrows(BadSetting.class, () -> read("paraat.sip.tls.certificate = a.pem"));
  }

  @Test
  void theCertificateAndWhatIsAskedOfPeersAreRead() throws Exception {
    Settings settings =
        read(
            "paraat.sip.tls { certificate = a.pem, key = b.pem, client-certificate = required,"
                + " server-name = unchecked, port = 6000 }");

    TlsSettings tls = settings.sip().tls().orElseThrow();
    assertEquals(6000, tls.port());
    assertEquals(Path.of("b.pem"), tls.key());
    assertEquals(TlsSettings.ClientCertificate.REQUIRED, tls.clientCertificate());
    assertEquals(TlsSettings.ServerName.UNCHECKED, tls.serverName());
  }

  @Test
  void addressesAreAListInTheFileAndHaveCommasInTheEnvironment() throws Exception {
    Settings file = read("paraat.sip.addresses = [\"127.0.0.1\", \"::1\"]");
    Settings environment =
        new SettingsReader(Map.of("PARAAT_SIP_ADDRESSES", "127.0.0.1, ::1"))
            .read(Optional.empty(), Map.of());

    assertEquals(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"), file.sip().addresses());
    assertEquals(file.sip().addresses(), environment.sip().addresses());
  }

  @Test
  void whatANetworkIsToldIsANetworkAndAnAddress() throws Exception {
    Settings settings = read("paraat.sip.advertised = [\"10.0.0.0/8 10.1.2.3\"]");

    assertEquals(1, settings.sip().advertised().rules().size());
    var refused =
        assertThrows(BadSetting.class, () -> read("paraat.sip.advertised = [\"ten ten\"]"));
    assertTrue(refused.getMessage().contains("line 1"), refused.getMessage());
  }

  @Test
  void timesOfRegistrationsThatContradictEachOtherAreRefused() {
    assertThrows(BadSetting.class, () -> read("paraat.sip.registration.usual = 10s"));
    assertThrows(BadSetting.class, () -> read("paraat.sip.dscp = 64"));
  }

  @Test
  void theDemoMayNotListenForSipWhereOthersReachIt() throws Exception {
    Settings settings = read("paraat.sip.addresses = [\"127.0.0.1\", \"0.0.0.0\"]");

    LoopbackRule.check(settings, List.of());
    var refused =
        assertThrows(
            CannotStart.class, () -> LoopbackRule.check(settings, List.of("desk1-secret")));
    assertTrue(refused.getMessage().contains("0.0.0.0"), refused.getMessage());
  }

  @Test
  void aRangeOfPortsIsGivenAsOne() throws Exception {
    Settings settings =
        new SettingsReader(Map.of("PARAAT_RTP_PORTS", "30000-30999"))
            .read(Optional.empty(), Map.of());

    assertEquals(new Settings.RtpPorts(30000, 30999, 0, Duration.ofSeconds(30)), settings.rtp());
  }

  @Test
  void anUnknownKeyIsRefusedWithFileAndLine() {
    var refused =
        assertThrows(BadSetting.class, () -> read("paraat {\n  sip { prot = 5060 }\n}\n"));

    assertTrue(refused.getMessage().contains("paraat.conf line 2"), refused.getMessage());
    assertTrue(refused.getMessage().contains("paraat.sip.prot"), refused.getMessage());
  }

  @Test
  void aBadValueIsRefusedWithFileLineAndWhatIsExpected() {
    var refused = assertThrows(BadSetting.class, () -> read("paraat {\n\n  sip.port = 70000\n}\n"));

    assertTrue(refused.getMessage().contains("paraat.conf line 3"), refused.getMessage());
    assertTrue(refused.getMessage().contains("from 1 to 65535"), refused.getMessage());
  }

  @Test
  void aValueOfTheWrongKindIsRefused() {
    assertThrows(BadSetting.class, () -> read("paraat.sip.port = many\n"));
    assertThrows(BadSetting.class, () -> read("paraat.organisation = demonstration\n"));
    assertThrows(
        BadSetting.class, () -> read("paraat.rtp { first-port = 20000, last-port = 20001 }\n"));
    assertThrows(BadSetting.class, () -> read("paraat { sip\n"));
  }

  @Test
  void aMissingFileIsSaidByName() {
    var refused =
        assertThrows(
            BadSetting.class,
            () ->
                new SettingsReader(Map.of())
                    .read(Optional.of(folder.resolve("nowhere.conf")), Map.of()));

    assertTrue(refused.getMessage().contains("nowhere.conf"), refused.getMessage());
  }

  @Test
  void thePasswordOfTheDatabaseIsNeverShown() throws Exception {
    Settings settings =
        read(
            "paraat.database { url = \"jdbc:mariadb://db/paraat?password=hunter2\","
                + " password = \"hunter2\" }\n");

    assertFalse(settings.toString().contains("hunter2"));
  }

  private Settings read(String text) throws Exception {
    return new SettingsReader(Map.of()).read(Optional.of(file(text)), Map.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("paraat.conf"), text);
  }
}
