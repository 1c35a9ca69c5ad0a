package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** What the codes of the demo organisation do, from any phone. */
@Scenarios
class FeatureCodeScenarios {
  private Office post;
  private TestPhone desk1;

  @BeforeEach
  void theDemoOrganisation() {
    post = DemoOffice.described();
    desk1 = post.atDevice("desk1");
  }

  private void login(TestPhone phone, String extension) {
    phone.dials("*1").hears("enter-extension").presses(extension + "#").hears("logged-in").isDone();
  }

  private View.AgentState stateOf(String extension, String queue) {
    return memberOf(extension, queue).getFirst().state();
  }

  private List<View.AgentView> memberOf(String extension, String queue) {
    return post.platform().view().queues().stream()
        .filter(view -> view.code().digits().equals(queue))
        .flatMap(view -> view.agents().stream())
        .filter(agent -> agent.extension().equals(new ExtensionNumber(extension)))
        .toList();
  }

  @Test
  void somebodyLogsInWithTheirExtension() {
    login(desk1, "1201");
    assertEquals(desk1, post.phone("1201"));
  }

  @Test
  void thePromptNeedNotBeHeardToItsEnd() {
    desk1.dials("*1").presses("1201#").hears("logged-in").isDone();
    assertEquals(desk1, post.phone("1201"));
  }

  @Test
  void theSameCodeLogsOut() {
    login(desk1, "1201");
    desk1.dials("*1").hears("logged-out").isDone();
    assertTrue(post.platform().view().devices().stream().allMatch(view -> view.person().isEmpty()));
  }

  @Test
  void loggingInOnASecondPhoneTakesTheQueuesAlongAndFreesTheFirst() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    login(post.atDevice("desk2"), "1201");
    assertEquals(post.atDevice("desk2"), post.phone("1201"));
    assertEquals(View.AgentState.AVAILABLE, stateOf("1201", "999"));
    post.outsideCaller("0612345678").dials("0880000100");
    post.passes(Duration.ofSeconds(2));
    desk1.isQuiet();
    post.phone("1201").rings();
  }

  @Test
  void whoseDeskDiesInACallGetsTheCallerBackAtTheNextDesk() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.passes(Duration.ofSeconds(2));
    desk1.rings().answers();
    patient.hears(desk1);
    desk1.losesItsNetwork();
    var desk2 = post.atDevice("desk2");
    login(desk2, "1201");
    post.passes(Duration.ofSeconds(6));
    desk2.rings().answers();
    patient.hears(desk2);
    desk1.hasItsNetworkBack();
  }

  @Test
  void whoLogsInElsewhereWhileTheCallGoesOnKeepsIt() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    var patient = post.outsideCaller("0612345678");
    patient.dials("0880000100");
    post.passes(Duration.ofSeconds(2));
    desk1.rings().answers();
    login(post.atDevice("desk2"), "1201");
    post.passes(Duration.ofSeconds(6));
    patient.isTalkingTo(desk1);
    assertEquals(View.AgentState.TALKING, stateOf("1201", "999"));
  }

  @Test
  void loggingOutKeepsTheQueuesForTheNextTime() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    desk1.dials("*1").hears("logged-out").isDone();
    assertEquals(View.AgentState.UNREACHABLE, stateOf("1201", "999"));
    login(desk1, "1201");
    assertEquals(View.AgentState.AVAILABLE, stateOf("1201", "999"));
  }

  @Test
  void anUnknownExtensionIsAskedAgainThreeTimesInAll() {
    desk1.dials("*1").hears("enter-extension").presses("1999#").hears("unknown-extension");
    desk1.presses("1998#").hears("unknown-extension");
    desk1.presses("1997#").hears("unknown-extension");
    desk1.isDoneWithin(Duration.ofSeconds(5));
  }

  @Test
  void aMistypedExtensionCanBeTypedAgain() {
    desk1.dials("*1").presses("1999#").hears("unknown-extension").presses("1201#");
    desk1.hears("logged-in").isDone();
  }

  @Test
  void whoHangsUpWhileTypingIsNotLoggedIn() {
    desk1.dials("*1").presses("1201").hangsUp();
    assertTrue(post.platform().view().devices().stream().allMatch(view -> view.person().isEmpty()));
  }

  @Test
  void somebodySignsOnToAQueue() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    assertEquals(View.AgentState.AVAILABLE, stateOf("1201", "999"));
  }

  @Test
  void signingOnAgainDoesNoHarm() {
    DemoOffice.startsWork(post, "1201", "desk1", "999", "999");
    assertEquals(1, memberOf("1201", "999").size());
  }

  @Test
  void aCodeTakesEffectWhenItIsUnderstoodNotWhenTheVoiceEnds() {
    login(desk1, "1201");
    desk1.dials("*48*999").hangsUp();
    assertEquals(View.AgentState.AVAILABLE, stateOf("1201", "999"));
  }

  @Test
  void somebodySignsOffFromAQueue() {
    DemoOffice.startsWork(post, "1201", "desk1", "999", "998");
    desk1.dials("*47*999").hears("signed-off").isDone();
    assertEquals(0, memberOf("1201", "999").size());
    assertEquals(1, memberOf("1201", "998").size());
  }

  @Test
  void aQueueThatDoesNotExistIsSaidInWords() {
    login(desk1, "1201");
    desk1.dials("*48*123").hears("unknown-queue").isDone();
  }

  @Test
  void aQueueCodeOnAPhoneWithoutAPersonIsExplained() {
    desk1.dials("*48*999").hears("nobody-logged-in").isDone();
  }

  @Test
  void aPauseKeepsCallsAwayUntilItEnds() {
    DemoOffice.startsWork(post, "1201", "desk1", "998");
    desk1.dials("*46").hears("pause").isDone();
    assertEquals(View.AgentState.PAUSED, stateOf("1201", "998"));
    desk1.dials("*49").hears("pause-off").isDone();
    assertEquals(View.AgentState.AVAILABLE, stateOf("1201", "998"));
  }

  @Test
  void thePhoneSaysWhoIsLoggedInAndWhere() {
    DemoOffice.startsWork(post, "1201", "desk1", "999");
    desk1.dials("*0");
    for (String prompt :
        List.of("you-are-logged-in-as", "digit-1", "digit-2", "digit-0", "digit-1")) {
      desk1.hearsWithin(Duration.ofSeconds(4), prompt);
    }
    desk1.hearsWithin(Duration.ofSeconds(4), "you-are-signed-on-to");
    desk1.hearsWithin(Duration.ofSeconds(8), "not-paused");
    desk1.isDoneWithin(Duration.ofSeconds(8));
  }

  @Test
  void aPhoneWithoutAPersonSaysSo() {
    desk1.dials("*0").hears("nobody-logged-in").isDone();
  }

  @Test
  void anUnknownCodeIsAnsweredAndSaidInWords() {
    desk1.dials("*99").hears("unknown-code").isDone();
  }

  @Test
  void aCodeMayBeEscapedOnTheWire() {
    login(desk1, "1201");
    desk1.dialsAsWritten("%2A48%2A999;user=phone").hears("signed-on").isDone();
  }

  @Test
  void keysMayComeInSipInfo() {
    desk1.dials("*1").hears("enter-extension").pressesByInfo("1201#").hears("logged-in").isDone();
  }

  @Test
  void keysThatComeTwiceArePressedOnce() {
    desk1.dials("*1").hears("enter-extension").pressesBothWays("1201#").hears("logged-in").isDone();
    assertEquals(desk1, post.phone("1201"));
  }

  @Test
  void keysMayBeHeardInTheSoundOfAPhoneThatKnowsNothingElse() {
    desk1.knowsNoTelephoneEvents();
    desk1.dials("*1").hears("enter-extension").presses("1201#").hears("logged-in").isDone();
    assertEquals(desk1, post.phone("1201"));
  }

  @Test
  void tonesAreNoKeysOfAPhoneThatHasABetterWay() {
    desk1.dials("*1").hears("enter-extension").hasTonesInItsRoom("9").presses("1201#");
    desk1.hears("logged-in").isDone();
    assertEquals(desk1, post.phone("1201"));
  }

  @Test
  void tonesThatNobodyAskedForAreNoKeys() {
    login(desk1, "1201");
    var desk2 = post.atDevice("desk2");
    desk2.knowsNoTelephoneEvents();
    login(desk2, "1202");
    desk2.dials("1201");
    desk1.rings().answers();
    desk2.presses("*1").isTalkingTo(desk1);
  }

  @Test
  void aMissingRecordingIsAToneAndTheCodeStillWorks() {
    post.withoutRecording("logged-in");
    desk1.dials("*1").hears("enter-extension").presses("1201#").hears("error").isDone();
    assertEquals(desk1, post.phone("1201"));
  }
}
