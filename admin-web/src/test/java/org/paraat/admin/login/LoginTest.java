package org.paraat.admin.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.admin.RunningWeb;
import org.paraat.provisioning.store.PortalUser;

class LoginTest {
  private static final String TURN = "{\"position\":\"Gesloten\"}";
  private RunningWeb web;

  @BeforeEach
  void start() {
    web = RunningWeb.started();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void thePageAsksToLogInFirst() {
    HttpResponse<String> answer = web.get("/");
    assertEquals(303, answer.statusCode());
    assertEquals("/login", answer.headers().firstValue("Location").orElseThrow());
    assertTrue(web.get("/login").body().contains("Wachtwoord"));
  }

  @Test
  void theRightPasswordOpensASession() {
    HttpResponse<String> answer = web.logIn("teamleider", "demo-teamleider");
    assertEquals(303, answer.statusCode());
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.toLowerCase(Locale.ROOT).contains("; httponly"), cookie);
    assertTrue(cookie.contains("SameSite=Strict"), cookie);
    String page =
        web.send(web.to("/").header("Cookie", cookie.substring(0, cookie.indexOf(';')))).body();
    assertTrue(page.contains("teamleider") && page.contains("data-may-turn=\"yes\""));
  }

  @Test
  void aRoleThatIsTakenAwayIsGoneFromOpenSessionsToo() {
    String session = web.sessionOf("triagist");
    web.users.all.removeIf(user -> user.name().equals("triagist"));
    assertEquals(401, tasksAskedFor(session));
    web.users.all.add(new PortalUser("triagist", PortalUser.Role.VIEWER));
    assertEquals(200, tasksAskedFor(session));
    var page = web.send(web.to("/").header("Cookie", session)).body();
    assertTrue(page.contains("data-may-call-back=\"no\""));
  }

  private int tasksAskedFor(String session) {
    return web.send(web.to("/api/tasks").header("Cookie", session)).statusCode();
  }

  @Test
  void aWrongPasswordOpensNothing() {
    for (String password : List.of("wrong", "demo-admin", "", "x".repeat(5_000))) {
      HttpResponse<String> answer = web.logIn("teamleider", password);
      assertTrue(List.of(401, 413, 400).contains(answer.statusCode()), "" + answer.statusCode());
      assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
    }
  }

  @Test
  void theNameComesBackEscaped() {
    String page = web.logIn("\"><script>alert(1)</script>", "x").body();
    assertFalse(page.contains("<script>"));
    assertTrue(page.contains("&quot;&gt;&lt;script&gt;"));
  }

  @Test
  void guessingEndsAfterTenTries() {
    for (int i = 0; i < LoginAttempts.MOST_FOR_A_NAME; i++) {
      assertEquals(401, web.logIn("teamleider", "guess" + i).statusCode());
    }
    HttpResponse<String> answer = web.logIn("teamleider", "demo-teamleider");
    assertEquals(429, answer.statusCode());
    assertEquals("300", answer.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(LoginAttempts.MOST_FOR_A_NAME, web.users.passwordChecks.get());
    assertEquals(303, web.logIn("admin", "demo-admin").statusCode());
    web.now = web.now.plus(LoginAttempts.WINDOW);
    assertEquals(303, web.logIn("teamleider", "demo-teamleider").statusCode());
  }

  @Test
  void guessingManyNamesEndsToo() {
    for (int i = 0; i < LoginAttempts.MOST_FOR_AN_ADDRESS; i++) {
      assertEquals(401, web.logIn("somebody" + i, "guess").statusCode());
    }
    assertEquals(429, web.logIn("admin", "demo-admin").statusCode());
  }

  @Test
  void whoKnowsThePasswordIsNotCounted() {
    for (int i = 0; i < LoginAttempts.MOST_FOR_AN_ADDRESS + 1; i++) {
      assertEquals(303, web.logIn("admin", "demo-admin").statusCode());
    }
  }

  @Test
  void aSessionUsesTheApi() {
    String session = web.sessionOf("teamleider");
    assertEquals(200, web.send(web.to("/api/switches").header("Cookie", session)).statusCode());
    assertEquals(
        200,
        web.send(
                web.to("/api/switches/hap")
                    .header("Cookie", session)
                    .header("Origin", "http://127.0.0.1:" + web.port)
                    .PUT(BodyPublishers.ofString(TURN)))
            .statusCode());
  }

  @Test
  void anotherSiteCannotUseTheSession() {
    String session = web.sessionOf("teamleider");
    for (List<String> sign :
        List.of(
            List.of("Origin", "http://127.0.0.1:9999"),
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"),
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Sec-Fetch-Site", "cross-site"))) {
      HttpResponse<String> answer =
          web.send(
              web.to("/api/switches/hap")
                  .header("Cookie", session)
                  .header(sign.get(0), sign.get(1))
                  .PUT(BodyPublishers.ofString(TURN)));
      assertEquals(403, answer.statusCode(), sign.toString());
    }
    assertEquals(List.of(), web.platform.turns);
  }

  @Test
  void anOperatorsSessionMayNotTurnSwitches() {
    String session = web.sessionOf("triagist");
    assertEquals(
        403,
        web.send(
                web.to("/api/switches/hap")
                    .header("Cookie", session)
                    .PUT(BodyPublishers.ofString(TURN)))
            .statusCode());
    assertTrue(
        web.send(web.to("/").header("Cookie", session)).body().contains("data-may-turn=\"no\""));
  }

  @Test
  void aSessionEndsWithItsTime() {
    String session = web.sessionOf("teamleider");
    web.now = web.now.plus(Duration.ofHours(12));
    assertEquals(401, web.send(web.to("/api/switches").header("Cookie", session)).statusCode());
  }

  @Test
  void loggingOutEndsTheSession() {
    String session = web.sessionOf("teamleider");
    HttpResponse<String> answer =
        web.send(web.to("/logout").header("Cookie", session).POST(BodyPublishers.noBody()));
    assertEquals(303, answer.statusCode());
    assertEquals(401, web.send(web.to("/api/switches").header("Cookie", session)).statusCode());
  }

  @Test
  void aWrongTokenIsNotMadeGoodByASession() {
    String session = web.sessionOf("teamleider");
    assertEquals(
        401, web.send(web.to("/api/switches", "wrong").header("Cookie", session)).statusCode());
  }

  @Test
  void onlyTheFormLogsIn() {
    assertEquals(415, web.send(web.to("/login").POST(BodyPublishers.ofString("{}"))).statusCode());
  }

  @Test
  void thePagesAreInTheLanguageOfTheReader() {
    assertTrue(
        web.send(web.to("/login").header("Accept-Language", "en-GB,nl;q=0.5"))
            .body()
            .contains("<html lang=\"en\">"));
    assertTrue(
        web.send(web.to("/login").header("Accept-Language", "de")).body().contains("lang=\"nl\""));
    HttpResponse<String> chosen = web.get("/login?language=en");
    assertTrue(chosen.body().contains("<html lang=\"en\">"));
    String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(
        web.send(web.to("/login").header("Cookie", cookie.substring(0, cookie.indexOf(';'))))
            .body()
            .contains("<html lang=\"en\">"));
  }

  @Test
  void pagesMayLoadNothingFromElsewhere() {
    var headers = web.get("/login").headers();
    String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.startsWith("default-src 'none'") && !policy.contains("unsafe"), policy);
    assertEquals("DENY", headers.firstValue("X-Frame-Options").orElseThrow());
    assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElseThrow());
  }
}
