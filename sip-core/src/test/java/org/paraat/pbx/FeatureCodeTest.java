package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.SwitchId;

/** Codes that people dial: log-in, queues, pause and what they are told. */
class FeatureCodeTest {

  private static Optional<ExtensionNumber> personAt(PbxTester post, String device) {
    return post.pbx.view().devices().stream()
        .filter(view -> view.id().equals(new DeviceId(device)))
        .findFirst()
        .orElseThrow()
        .person();
  }

  private static Optional<AgentStanding> saved(PbxTester post) {
    return post.last.stream()
        .filter(c -> c instanceof Command.Save(Change.AgentChanged _))
        .map(c -> ((Change.AgentChanged) ((Command.Save) c).change()).agent())
        .reduce((first, second) -> second);
  }

  @Test
  void aPersonLogsInByExtensionAndHashWhileThePromptStillSpeaks() {
    var post = new PbxTester().registers("desk1");
    LegId call = post.phone("desk1", "*1");
    assertEquals(List.of(Prompts.ENTER_EXTENSION), post.hears(call));
    post.keys(call, "1");
    assertEquals(List.of(), post.hears(call));
    post.keys(call, "201");
    assertEquals(Optional.empty(), personAt(post, "desk1"));
    post.keys(call, "#");
    assertEquals(Optional.of(new ExtensionNumber("1201")), personAt(post, "desk1"));
    assertEquals(Optional.of(new DeviceId("desk1")), saved(post).orElseThrow().device());
    assertEquals(List.of(Prompts.LOGGED_IN), post.hears(call));
    post.finishes(call);
    assertEquals(Cause.NORMAL, post.endOf(call));
    post.isAtRest();
  }

  @Test
  void theSameCodeLogsOutAndMembershipsAreKept() {
    var post = PbxTester.withAgents("999", "1201");
    assertEquals(List.of(Prompts.LOGGED_OUT), post.code("desk1", "*1"));
    assertEquals(Optional.empty(), personAt(post, "desk1"));
    assertEquals(AgentState.UNREACHABLE, post.agent("999", "1201").state());
    assertEquals(List.of(Prompts.LOGGED_IN), post.code("desk1", "*1*1201#"));
    assertEquals(AgentState.AVAILABLE, post.agent("999", "1201").state());
  }

  @Test
  void loggingInAtASecondPhoneTakesEverythingAlongAndFreesTheFirst() {
    var post = PbxTester.withAgents("999", "1201").registers("desk5");
    post.code("desk1", "*46");
    LegId call = post.phone("desk5", "*1");
    post.keys(call, "1201#");
    assertEquals(Optional.empty(), personAt(post, "desk1"));
    assertEquals(Optional.of(new ExtensionNumber("1201")), personAt(post, "desk5"));
    var standing = saved(post).orElseThrow();
    assertEquals(List.of(new QueueCode("999")), standing.queues());
    assertEquals(Pause.PAUSED, standing.pause());
  }

  @Test
  void whileItRingsAtTheFirstPhoneTheCallMovesAlongToTheSecond() {
    var post = PbxTester.withAgents("999", "1201").registers("desk5");
    post.outside("0612345678", "0880000999");
    assertFalse(post.isQuiet("desk1"));
    LegId code = post.phone("desk5", "*1*1201");
    assertTrue(post.isQuiet("desk1"));
    assertTrue(post.isQuiet("desk5"));
    post.finishes(code);
    assertFalse(post.isQuiet("desk5"));
  }

  @Test
  void afterThreeWrongExtensionsThePlatformSaysGoodbye() {
    var post = new PbxTester().registers("desk1");
    LegId call = post.phone("desk1", "*1");
    post.keys(call, "7777#");
    assertEquals(List.of(Prompts.UNKNOWN_EXTENSION, Prompts.ENTER_EXTENSION), post.hears(call));
    post.keys(call, "#");
    assertEquals(List.of(Prompts.ENTER_EXTENSION), post.hears(call));
    post.keys(call, "12#");
    assertEquals(List.of(Prompts.UNKNOWN_EXTENSION, Prompts.GOODBYE), post.hears(call));
    post.finishes(call);
    assertTrue(post.isOver(call));
    post.isAtRest();
  }

  @Test
  void whoKeysSlowlyIsWaitedForAndWhoKeysNothingIsNotWaitedForForEver() {
    var post = new PbxTester().registers("desk1");
    LegId slow = post.phone("desk1", "*1");
    for (String key : List.of("1", "2", "0", "1")) {
      post.passes(ofSeconds(4));
      post.keys(slow, key);
    }
    post.passes(ofSeconds(6));
    assertEquals(List.of(Prompts.LOGGED_IN), post.hears(slow));
    post.registers("desk2");
    LegId silent = post.phone("desk2", "*1");
    post.passes(ofSeconds(60));
    assertEquals(Prompts.GOODBYE, post.hears(silent).getLast());
    post.passes(ofSeconds(600));
    assertTrue(post.isOver(silent));
  }

  @Test
  void starBeginsAnew() {
    var post = new PbxTester().registers("desk1");
    LegId call = post.phone("desk1", "*1");
    post.keys(call, "99*1201#");
    assertEquals(Optional.of(new ExtensionNumber("1201")), personAt(post, "desk1"));
  }

  @Test
  void signingOnTwiceDoesNoHarmAndIsConfirmedTwice() {
    var post = PbxTester.withPeople("1201");
    assertEquals(List.of(Prompts.SIGNED_ON), post.code("desk1", "*48*999"));
    LegId again = post.phone("desk1", "*48*999");
    assertEquals(List.of(Prompts.SIGNED_ON), post.hears(again));
    assertEquals(Optional.empty(), saved(post));
    assertEquals(1, post.queue("999").agents().size());
  }

  @Test
  void signingOffEndsTheMembership() {
    var post = PbxTester.withAgents("999", "1201");
    assertEquals(List.of(Prompts.SIGNED_OFF), post.code("desk1", "*47*999"));
    assertEquals(List.of(), post.queue("999").agents());
  }

  @Test
  void aCodeTakesEffectWhenItIsUnderstoodAndNotWhenTheVoiceEnds() {
    var post = PbxTester.withAgents("999", "1201");
    LegId call = post.phone("desk1", "*46");
    assertEquals(Pause.PAUSED, saved(post).orElseThrow().pause());
    post.hangsUp(call);
    assertEquals(AgentState.PAUSED, post.agent("999", "1201").state());
    assertEquals(List.of(Prompts.PAUSE_OFF), post.code("desk1", "*49"));
    assertEquals(AgentState.AVAILABLE, post.agent("999", "1201").state());
  }

  @Test
  void theStatusIsSpokenDigitByDigit() {
    var post = PbxTester.withAgents("999", "1201").signsOn("900", "1201");
    List<PromptId> heard = post.code("desk1", "*0");
    assertEquals(
        "you-are-logged-in-as digit-1 digit-2 digit-0 digit-1 you-are-signed-on-to digit-9 digit-0"
            + " digit-0 short-silence digit-9 digit-9 digit-9 short-silence not-paused",
        String.join(" ", heard.stream().map(PromptId::name).toList()));
  }

  @Test
  void wrongCodesAreAnsweredSaidInWordsAndChangeNothing() {
    var post = PbxTester.withAgents("999", "1201");
    assertEquals(List.of(Prompts.UNKNOWN_QUEUE), post.code("desk1", "*48*123"));
    assertEquals(List.of(Prompts.UNKNOWN_QUEUE), post.code("desk1", "*47*123"));
    for (String code : List.of("*7", "*4", "*99", "*", "*48*", "*48*x", "*1x", "**")) {
      LegId call = post.phone("desk1", code);
      assertTrue(post.isAnswered(call));
      assertEquals(List.of(Prompts.UNKNOWN_CODE), post.hears(call), code);
      assertEquals(Optional.empty(), saved(post));
      post.finishes(call);
    }
  }

  @Test
  void codesThatNeedAPersonSayThatNobodyIsLoggedIn() {
    var post = new PbxTester().registers("desk1");
    for (String code : List.of("*48*999", "*47*999", "*46", "*49", "*0")) {
      assertEquals(List.of(Prompts.NOBODY_LOGGED_IN), post.code("desk1", code));
    }
  }

  @Test
  void whatPeopleHadSetIsThereAgainAfterARestart() {
    var standing =
        new Standing(
            List.of(
                new AgentStanding(
                    new ExtensionNumber("1201"),
                    Optional.of(new DeviceId("desk4")),
                    List.of(new QueueCode("999"), new QueueCode("777")),
                    Pause.PAUSED)),
            List.of(
                new Standing.SwitchStanding(new SwitchId("hap"), new PositionId("Calamiteit"))));
    var post = new PbxTester(new DemoDirectory().build(), standing);
    assertEquals(Optional.of(new ExtensionNumber("1201")), personAt(post, "desk4"));
    assertEquals(AgentState.UNREACHABLE, post.agent("999", "1201").state());
    post.registers("desk4");
    assertEquals(AgentState.PAUSED, post.agent("999", "1201").state());
    assertEquals("Calamiteit", post.pbx.view().switches().getFirst().position().name());
    assertTrue(post.commands.stream().noneMatch(c -> c instanceof Command.Save));
  }
}
