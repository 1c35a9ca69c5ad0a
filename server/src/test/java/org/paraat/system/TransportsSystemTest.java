package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Phones over TCP, TLS and WebSocket call each other through the packaged server. */
@Tag("system")
@Timeout(90)
class TransportsSystemTest {
  private static final int TONE = 440;
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static PackagedServer server;
  private static SocketPhone browser;

  @BeforeAll
  static void start() {
    server = PackagedServer.start("demo");
    browser = SocketPhone.registered(server, "web1", "web1-secret");
    browser.dial("*1");
    browser.press("1201#");
    browser.awaitEvent("over");
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
    assertEquals(List.of(), server.troubles());
  }

  private static Sipp.Call phone(String scenario, String user, String... more) {
    return Sipp.scenario(scenario).device(user, user + "-secret", more).overTcp();
  }

  @Test
  void aPhoneOverTcpRegistersAndCallsAPhoneInABrowser() {
    phone("register", "desk2", "600").to(server).run();
    phone("phone-calls", "desk2").to(server).dialling("1201").talking(A_SECOND).run();
    browser.awaitEvent("rings");
    browser.awaitEvent("over");
  }

  @Test
  void aPhoneOverTlsRegistersAndCallsAPhoneInABrowser() {
    try (var tunnel = new Tunnel(server.tlsPort(), server.certificate())) {
      phone("register", "desk3", "600").to(tunnel.address()).run();
      phone("phone-calls", "desk3").to(tunnel.address()).dialling("1201").talking(A_SECOND).run();
    }
    browser.awaitEvent("rings");
    browser.awaitEvent("over");
  }

  @Test
  void aPhoneOverTlsAndAPhoneInABrowserHearEachOtherWhoeverCalls() {
    try (Baresip phone = Baresip.registered(server, "desk4", "desk4-secret", "tls", TONE)) {
      phone.dial("sip:1201@" + server.address("tls") + ";transport=tls");
      browser.awaitEvent("established");
      phone.awaitTone(TONE); // the browser says back what it hears
      phone.hangUp();
      browser.awaitEvent("over");
      logsIn(phone, "1204");
      int before = browser.heard();
      Thread.ofVirtual().start(() -> browser.dial("1204"));
      phone.awaitEvent("CALL_INCOMING");
      phone.accept();
      browser.awaitEvent("established");
      phone.awaitTone(TONE);
      assertTrue(browser.heard() > before, "the browser heard nothing");
      browser.hangUp();
      phone.awaitEvent("CALL_CLOSED");
    }
  }

  private static void logsIn(Baresip phone, String extension) {
    phone.awaitEvent("CALL_CLOSED");
    phone.forgetEvents();
    phone.dial("sip:*1@" + server.address("tls") + ";transport=tls");
    phone.awaitEvent("CALL_ESTABLISHED");
    phone.press(extension + "#");
    phone.awaitEvent("CALL_CLOSED");
    phone.forgetEvents();
  }

  @Test
  void aBrowserThatIsClosedIsUnreachableAtOnce() {
    var gone = SocketPhone.registered(server, "web2", "web2-secret");
    awaitReachable("web2", true);
    gone.close();
    awaitReachable("web2", false);
  }

  private static void awaitReachable(String user, boolean isSo) {
    Patience.until(
        user + " is reachable: " + isSo,
        Duration.ofSeconds(5),
        () ->
            server.list("/api/devices").stream()
                .filter(each -> each.getString("id").equals(user))
                .anyMatch(each -> each.getString("state").equals("reachable") == isSo));
  }

  @Test
  void healthAndFiguresTellOfTheCertificate() {
    assertTrue(server.get("/health/ready").body().contains("sip-tls"));
    String figures = server.get("/metrics").body();
    assertTrue(figures.contains("paraat_sip_tls_certificate_until_seconds"));
    assertTrue(figures.contains("paraat_sip_connections_refused_total{because=\"IDLE\"}"));
  }
}
