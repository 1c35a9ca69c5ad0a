package org.paraat.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.admin.BusyEvening;
import org.paraat.admin.DemoPlatform;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.view.View.TrunkState;

class PageBrowserTest extends PageInABrowser {
  @Test
  void aTeamLeaderTurnsASwitchAndSeesTheChange() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("teamleider");
    picture("overview-desktop");
    position("hap", "Calamiteit").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    PlaywrightAssertions.assertThat(dialog).containsText("HAP op Calamiteit zetten?");
    PlaywrightAssertions.assertThat(dialog).containsText("Mobile connect-telefoons");
    picture("confirm-desktop");
    button("Zet op Calamiteit").click();
    PlaywrightAssertions.assertThat(page.locator("#turned")).hasText("HAP staat nu op Calamiteit.");
    PlaywrightAssertions.assertThat(page.locator("[data-id=hap] .stands")).hasText("Calamiteit");
    PlaywrightAssertions.assertThat(page.locator("#situation-list"))
        .containsText("HAP staat op Calamiteit");
    assertEquals(List.of("hap Calamiteit teamleider"), web.platform.turns);
    picture("turned-desktop");
  }

  @Test
  void whatWouldGoWrongIsSaidBeforeTurningAndAfter() {
    open(PHONE, "nl-NL", ColorScheme.DARK);
    logIn("teamleider");
    position("nacht", "Informatie").click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.DIALOG))
        .containsText("In wachtrij 998 Informatie is nu niemand bereikbaar.");
    picture("warning-phone-dark");
    button("Zet op Informatie").click();
    PlaywrightAssertions.assertThat(page.locator("#turned"))
        .containsText("In wachtrij 998 Informatie is nu niemand bereikbaar.");
  }

  @Test
  void changingOnesMindTurnsNothing() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("teamleider");
    var position = position("hap", "Gesloten");
    position.click();
    PlaywrightAssertions.assertThat(button("Annuleren")).isFocused();
    page.keyboard().press("Escape");
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    position.click();
    button("Annuleren").click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    assertEquals(List.of(), web.platform.turns);
  }

  @Test
  void anOperatorSeesTheSwitchesButCannotTurnThem() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("triagist");
    PlaywrightAssertions.assertThat(page.locator("#read-only")).isVisible();
    assertEquals(0, page.locator("#switch-list button").count());
  }

  @Test
  void whoWaitsOnTheEmergencyLineIsSaidBeforeAllElse() {
    web.platform.change(
        view ->
            DemoPlatform.withTrunks(
                DemoPlatform.withQueues(view, List.of(DemoPlatform.queue("900", "Spoed", 1))),
                TrunkState.DOWN));
    open(DESKTOP, "en-GB", ColorScheme.LIGHT);
    logIn("bord");
    PlaywrightAssertions.assertThat(page.locator("#situation-list li"))
        .containsText(
            new String[] {
              "1 caller waits in Spoed",
              "2 emergency callers are to be called back",
              "Nobody can be reached in Spoed",
              "All trunks are down"
            });
  }

  @Test
  void whatHappensIsSeenWithoutReloading() {
    open(DESKTOP, "en-GB", ColorScheme.DARK);
    logIn("teamleider");
    PlaywrightAssertions.assertThat(page.locator("#connection")).hasText("Live");
    web.platform.change(
        view ->
            DemoPlatform.withTrunks(
                DemoPlatform.withQueues(
                    view,
                    List.of(
                        DemoPlatform.queue("999", "Triage", 7),
                        DemoPlatform.queue(
                            "900",
                            "Spoed",
                            1,
                            DemoPlatform.agent("1203", "desk3", AgentState.RINGING)))),
                TrunkState.DOWN));
    PlaywrightAssertions.assertThat(page.locator("#situation-list"))
        .containsText("All trunks are down");
    PlaywrightAssertions.assertThat(page.locator("#queue-list")).containsText("ringing");
    picture("trouble-desktop-dark");
  }

  @Test
  void thePageFitsAPhone() {
    open(PHONE, "nl-NL", ColorScheme.LIGHT);
    assertNoSidewaysScrolling();
    picture("login-phone");
    logIn("teamleider");
    assertNoSidewaysScrolling();
    picture("overview-phone");
    page.setViewportSize(320, 700);
    assertNoSidewaysScrolling();
  }

  @Test
  void aLostPlatformIsSaidAndNotHidden() {
    open(PHONE, "nl-NL", ColorScheme.LIGHT);
    logIn("teamleider");
    web.stop();
    PlaywrightAssertions.assertThat(page.locator("#connection")).containsText("Geen verbinding");
    picture("lost-phone");
    complaints.clear(); // the browser rightly says that nothing answers
  }

  @Test
  void theEndOfTheSessionLeadsToTheLogIn() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("teamleider");
    context.clearCookies();
    position("hap", "Gesloten").click();
    button("Zet op Gesloten").click();
    page.waitForURL("**/login");
    complaints.clear(); // the refusal of the turning
  }

  @Test
  void aWrongPasswordIsSaid() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    page.getByLabel("Naam").fill("teamleider");
    page.getByLabel("Wachtwoord").fill("wrong");
    button("Inloggen").click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT))
        .hasText("Deze naam en dit wachtwoord horen niet bij elkaar.");
    PlaywrightAssertions.assertThat(page.getByLabel("Wachtwoord")).isFocused();
    picture("login-wrong-desktop");
    complaints.clear(); // the status 401 of the page
  }

  @Test
  void theLanguageCanBeChosen() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    page.getByText("English").click();
    logInAs("teamleider", "Name", "Password", "Log in");
    PlaywrightAssertions.assertThat(page.locator("#switches-title")).hasText("Switches");
    PlaywrightAssertions.assertThat(page.locator("[data-id=hap]")).containsText("queue Triage");
    page.getByText("Nederlands").click();
    PlaywrightAssertions.assertThat(page.locator("#switches-title")).hasText("Schakelaars");
  }

  @Test
  void everyButtonAndFieldHasAName() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("teamleider");
    Object nameless =
        page.evaluate(
            "() => [...document.querySelectorAll('button, a, input, select, summary')]"
                + ".filter(it => it.checkVisibility() && !it.innerText.trim()"
                + " && !it.labels?.length).length");
    assertEquals(0, nameless);
  }

  @Test
  void textIsReadableInLightAndDark() {
    web.platform.change(BusyEvening::on);
    web.platform.ended.addFirst(BusyEvening.handedOver(9, DemoPlatform.NOW.minusSeconds(240)));
    web.platform.closed.add(DemoPlatform.task(1, "+31612345671"), "1201", "was helped");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      open(DESKTOP, "nl-NL", scheme);
      logIn("teamleider");
      page.locator("#closed summary").click();
      PlaywrightAssertions.assertThat(page.locator("#closed-list")).containsText("was helped");
      page.locator("#call-list .call").filter(ofNumber("0612345679")).locator("summary").click();
      PlaywrightAssertions.assertThat(page.locator("#call-list .trace").last()).isAttached();
      Object worst = page.evaluate(WORST_CONTRAST);
      assertTrue(((Number) worst).doubleValue() >= 4.5, scheme + ": " + worst);
      context.close();
    }
  }

  /** The lowest contrast (WCAG 2.2, 1.4.3) of any text on the page with the ground behind it. */
  private static final String WORST_CONTRAST =
      """
      () => {
        const parse = (text) => text.match(/[0-9.]+/g).map(Number);
        const light = ([r, g, b]) => {
          const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
          return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        };
        const ground = (node) => {
          for (let at = node; at; at = at.parentElement) {
            const color = parse(getComputedStyle(at).backgroundColor);
            if (color.length < 4 || color[3] > 0) return color;
          }
          return [255, 255, 255];
        };
        let worst = 21;
        for (const node of document.querySelectorAll('body *')) {
          const hasText = [...node.childNodes].some((it) => it.nodeType === 3 && it.data.trim());
          if (!hasText || !node.checkVisibility()) continue;
          const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
          worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return worst;
      }
      """;
}
