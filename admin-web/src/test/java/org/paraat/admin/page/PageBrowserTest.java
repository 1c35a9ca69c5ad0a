package org.paraat.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paraat.admin.BusyEvening;
import org.paraat.admin.DemoPlatform;
import org.paraat.admin.RunningWeb;
import org.paraat.engine.Switchboard.CallBackOutcome;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.view.View.TrunkState;

/** The page in a real browser; pictures of it are left in target/screenshots. */
@Tag("browser")
class PageBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private RunningWeb web;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void startBrowser() {
    if (!Files.isExecutable(CHROMIUM)) {
      fail(CHROMIUM + " is missing: install it with 'apt-get install chromium'");
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(ARGUMENTS));
  }

  @AfterAll
  static void stopBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void start() {
    web = RunningWeb.started();
  }

  @AfterEach
  void stop() {
    if (context != null) {
      context.close();
    }
    web.close();
    assertEquals(List.of(), complaints, "the browser complained");
  }

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
  void aCallTellsItsStory() {
    open(PHONE, "nl-NL", ColorScheme.LIGHT);
    logIn("triagist");
    page.locator("#call-list summary").first().click();
    PlaywrightAssertions.assertThat(page.locator("#call-list .trace").first())
        .containsText("switch HAP stands on Open");
    assertNoSidewaysScrolling();
    picture("call-phone");
  }

  @Test
  void whatACallerLivedThroughIsToldAsABarAndInWords() {
    web.platform.ended.addFirst(BusyEvening.handedOver(9, DemoPlatform.NOW.minusSeconds(240)));
    for (int width : List.of(DESKTOP, PHONE)) {
      open(width, "nl-NL", ColorScheme.LIGHT);
      logIn("teamleider");
      var call = page.locator("#call-list .call").filter(ofNumber("0612345679"));
      call.locator("summary").click();
      PlaywrightAssertions.assertThat(call.locator(".stretches span")).hasCount(6);
      var lines = call.locator(".stretch-list li");
      PlaywrightAssertions.assertThat(lines.nth(0)).containsText("wachtte in Triage");
      PlaywrightAssertions.assertThat(lines.nth(2)).containsText("stond in de wacht bij 1201");
      PlaywrightAssertions.assertThat(lines.nth(2)).containsText("0:30");
      PlaywrightAssertions.assertThat(call.locator(".talked"))
          .hasText("Gesproken: 1201 2:00, 1301 1:00");
      assertNoSidewaysScrolling();
      picture("story-" + width);
      context.close();
    }
  }

  @Test
  void whoIsNotBeingTalkedToIsSeenWithWhoseCallerItIs() {
    web.platform.change(BusyEvening::on);
    for (int width : List.of(DESKTOP, PHONE)) {
      open(width, "nl-NL", width == PHONE ? ColorScheme.DARK : ColorScheme.LIGHT);
      logIn("teamleider");
      var callers = page.locator("#caller-list .caller");
      PlaywrightAssertions.assertThat(callers).hasCount(5);
      PlaywrightAssertions.assertThat(callers.nth(0)).containsText("wacht in Spoed");
      PlaywrightAssertions.assertThat(callers.nth(1))
          .containsText("onderbroken door spoed bij 1202");
      PlaywrightAssertions.assertThat(callers.nth(2)).containsText("in de wacht bij 1201");
      PlaywrightAssertions.assertThat(callers.nth(3)).containsText("geparkeerd op plaats 1");
      PlaywrightAssertions.assertThat(page.locator("#queue-list").getByText("1 in de wacht"))
          .hasCount(3); // 1201 in one queue, 1202 in two
      PlaywrightAssertions.assertThat(page.locator("#queue-list"))
          .containsText("overlegt over 0612345621");
      assertNoSidewaysScrolling();
      picture("busy-" + width);
      context.close();
    }
  }

  @Test
  void anEmergencyCallerIsCalledBackFromTheChosenPhone() {
    for (int width : List.of(DESKTOP, PHONE)) {
      open(width, "nl-NL", ColorScheme.LIGHT);
      logIn("triagist");
      var task = page.locator("#task-list .task").filter(ofNumber("0612345677"));
      PlaywrightAssertions.assertThat(page.locator("#situation-list"))
          .containsText("2 spoedbellers moeten worden teruggebeld");
      task.locator("button.primary").click();
      PlaywrightAssertions.assertThat(page.locator("#task-outcome")).containsText("Kies eerst");
      page.getByLabel("Bel vanaf het toestel van").selectOption("1201");
      task.locator("button.primary").click();
      PlaywrightAssertions.assertThat(page.locator("#task-outcome"))
          .containsText("Het toestel van 1201 gaat over");
      assertNoSidewaysScrolling();
      picture("tasks-" + width);
      page.reload();
      PlaywrightAssertions.assertThat(page.locator("#my-phone")).hasValue("1201");
      context.close();
    }
    assertEquals(2, web.platform.done.size());
  }

  @Test
  void whoOnlyLooksOnSeesWhoIsToBeCalledBackWithoutAButton() {
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("bord");
    PlaywrightAssertions.assertThat(page.locator("#task-list .task")).hasCount(2);
    assertEquals(0, page.locator("#tasks button").count());
    PlaywrightAssertions.assertThat(page.locator("#my-phone")).isHidden();
  }

  @Test
  void whoCannotBeCalledBackIsShownWithTheReasonAndWithoutAButton() {
    web.platform.change(
        view ->
            DemoPlatform.withTasks(
                view, List.of(DemoPlatform.task(7, "+319001234"), DemoPlatform.task(6, ""))));
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("triagist");
    var tasks = page.locator("#task-list .task");
    PlaywrightAssertions.assertThat(tasks.nth(0)).containsText("hing om 03:56 op in Spoed");
    PlaywrightAssertions.assertThat(tasks.nth(0))
        .containsText("Dit nummer mag niet worden gebeld.");
    PlaywrightAssertions.assertThat(tasks.nth(1)).containsText("terugbellen kan niet");
    for (int each : List.of(0, 1)) {
      PlaywrightAssertions.assertThat(tasks.nth(each).getByText("Bel terug")).isHidden();
      PlaywrightAssertions.assertThat(tasks.nth(each).getByText("Afsluiten…")).isVisible();
    }
    web.platform.change(view -> DemoPlatform.withTasks(view, List.of()));
    PlaywrightAssertions.assertThat(page.locator("#tasks")).isHidden();
  }

  @Test
  void whyACallBackIsRefusedIsSaidInWords() {
    web.platform.callBacks = CallBackOutcome.IN_HAND;
    open(DESKTOP, "nl-NL", ColorScheme.LIGHT);
    logIn("triagist");
    page.locator("#my-phone").selectOption("1201");
    page.locator("#task-list .task").first().getByText("Bel terug").click();
    PlaywrightAssertions.assertThat(page.locator("#task-outcome"))
        .hasText("Iemand belt deze beller al terug.");
    complaints.clear(); // the refusal
  }

  @Test
  void aTaskIsClosedWithAReasonOnly() {
    open(DESKTOP, "en-GB", ColorScheme.DARK);
    logIn("triagist");
    var tasks = page.locator("#task-list .task");
    tasks.nth(1).getByText("Close…").click();
    button("Close").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    PlaywrightAssertions.assertThat(dialog).containsText("Write down what became of this caller");
    page.getByLabel("What became of this caller?").fill("came to the desk");
    picture("close-task-dark");
    button("Close").click();
    PlaywrightAssertions.assertThat(dialog).isHidden();
    PlaywrightAssertions.assertThat(tasks).hasCount(1);
    assertEquals(
        List.of("close " + DemoPlatform.id(6) + " by triagist because came to the desk"),
        web.platform.done);
  }

  @Test
  void howACallSoundedIsToldWithIt() {
    web.platform.ended.addFirst(DemoPlatform.heard(9, DemoPlatform.NOW.minusSeconds(60)));
    for (int width : List.of(DESKTOP, PHONE)) {
      open(width, "nl-NL", ColorScheme.LIGHT);
      logIn("triagist");
      var call = page.locator("#call-list .call").filter(ofNumber("0612345679"));
      PlaywrightAssertions.assertThat(call.locator(".poor")).hasText("slecht geluid");
      call.locator("summary").click();
      var sound = call.locator(".sound");
      PlaywrightAssertions.assertThat(sound).containsText("1201");
      PlaywrightAssertions.assertThat(sound.locator("[data-poor=true]")).hasCount(1);
      assertNoSidewaysScrolling();
      picture("sound-" + width);
      context.close();
    }
  }

  private static Locator.FilterOptions ofNumber(String number) {
    return new Locator.FilterOptions().setHasText(number);
  }

  @Test
  void callsThatAreMissingAreSaidToBe() {
    for (int width : List.of(DESKTOP, PHONE)) {
      web.platform.isHistoryComplete = false;
      web.now = web.now.plusSeconds(31);
      open(width, "nl-NL", ColorScheme.LIGHT);
      logIn("triagist");
      PlaywrightAssertions.assertThat(page.locator("#calls-missing")).isVisible();
      picture("history-missing-" + width);
      web.platform.isHistoryComplete = true;
      web.now = web.now.plusSeconds(6);
      PlaywrightAssertions.assertThat(page.locator("#calls-missing")).isHidden();
      context.close();
    }
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
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      open(DESKTOP, "nl-NL", scheme);
      logIn("teamleider");
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

  private void open(int width, String locale, ColorScheme scheme) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == PHONE ? 844 : 860)
                .setLocale(locale)
                .setTimezoneId("Europe/Amsterdam")
                .setColorScheme(scheme));
    page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate("http://127.0.0.1:" + web.port + "/");
  }

  private void logIn(String name) {
    boolean isDutch = page.getByLabel("Naam").count() > 0;
    logInAs(
        name,
        isDutch ? "Naam" : "Name",
        isDutch ? "Wachtwoord" : "Password",
        isDutch ? "Inloggen" : "Log in");
  }

  private void logInAs(String name, String nameLabel, String passwordLabel, String submit) {
    page.getByLabel(nameLabel).fill(name);
    page.getByLabel(passwordLabel).fill("demo-" + name);
    button(submit).click();
    PlaywrightAssertions.assertThat(page.locator("[data-id=hap]")).isVisible();
  }

  private Locator position(String switchId, String name) {
    var one = page.locator("[data-id=" + switchId + "]");
    if (one.getAttribute("open") == null) {
      one.locator("summary").click();
    }
    return one.locator("button.face")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void assertNoSidewaysScrolling() {
    Object over =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(0, over, "the page is wider than the window");
  }

  private void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve(name + ".png"))
            .setFullPage(
                !name.contains("confirm") && !name.contains("warning") && !name.contains("lost")));
  }
}
