package org.paraat.admin.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.admin.BusyEvening;
import org.paraat.admin.DemoPlatform;

class CallsBrowserTest extends PageInABrowser {
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
      Object height = call.locator(".stretch-list .at").first().evaluate("it => it.offsetHeight");
      assertTrue(((Number) height).intValue() < 30, "the time is broken: " + height);
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
}
