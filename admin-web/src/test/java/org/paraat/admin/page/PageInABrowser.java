package org.paraat.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.paraat.admin.RunningWeb;

/** The page in a real browser; pictures of it are left in target/screenshots. */
@Tag("browser")
abstract class PageInABrowser {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "screenshots");
  static final int DESKTOP = 1280;
  static final int PHONE = 390;
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

  final List<String> complaints = new ArrayList<>();
  RunningWeb web;
  BrowserContext context;
  Page page;

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

  void open(int width, String locale, ColorScheme scheme) {
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

  void logIn(String name) {
    boolean isDutch = page.getByLabel("Naam").count() > 0;
    logInAs(
        name,
        isDutch ? "Naam" : "Name",
        isDutch ? "Wachtwoord" : "Password",
        isDutch ? "Inloggen" : "Log in");
  }

  void logInAs(String name, String nameLabel, String passwordLabel, String submit) {
    page.getByLabel(nameLabel).fill(name);
    page.getByLabel(passwordLabel).fill("demo-" + name);
    button(submit).click();
    PlaywrightAssertions.assertThat(page.locator("[data-id=hap]")).isVisible();
  }

  Locator position(String switchId, String name) {
    var one = page.locator("[data-id=" + switchId + "]");
    if (one.getAttribute("open") == null) {
      one.locator("summary").click();
    }
    return one.locator("button.face")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  void assertNoSidewaysScrolling() {
    Object over =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(0, over, "the page is wider than the window");
  }

  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve(name + ".png"))
            .setFullPage(
                !name.contains("confirm") && !name.contains("warning") && !name.contains("lost")));
  }

  static Locator.FilterOptions ofNumber(String number) {
    return new Locator.FilterOptions().setHasText(number);
  }
}
