package org.paraat.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.admin.DemoPlatform;
import org.paraat.engine.Switchboard.CallBackOutcome;

class TasksBrowserTest extends PageInABrowser {
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
  void whatWasClosedLastCanBeReadBelow() {
    web.platform.closed.add(DemoPlatform.task(1, "+31612345671"), "paraat", "called again");
    for (int width : List.of(DESKTOP, PHONE)) {
      open(width, "nl-NL", ColorScheme.LIGHT);
      logIn("triagist");
      page.getByText("Laatst afgesloten terugbelverzoeken").click();
      var closed = page.locator("#closed-list .closed-task");
      PlaywrightAssertions.assertThat(closed.last()).containsText("belde om 04:00");
      PlaywrightAssertions.assertThat(closed.last()).containsText("opnieuw en werd geholpen");
      if (width == DESKTOP) {
        page.locator("#task-list .task").last().getByText("Afsluiten…").click();
        page.getByLabel("Wat is er van deze beller geworden?").fill("was er al");
        button("Afsluiten").click();
      }
      PlaywrightAssertions.assertThat(closed).hasCount(2);
      PlaywrightAssertions.assertThat(closed.first()).containsText("door triagist: was er al");
      assertNoSidewaysScrolling();
      picture("closed-" + width);
      context.close();
    }
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
}
