package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paraat.pbx.presence.Light.Glow.CONFIRMED;
import static org.paraat.pbx.presence.Light.Glow.EARLY;
import static org.paraat.pbx.presence.Light.Glow.TRYING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.presence.Light;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;

/** What lamps show, and that a change of them is noticed. */
class LampsTest {
  private static final Subject PERSON = new Subject.OfPerson(new ExtensionNumber("1202"));
  private static final Subject CALLER = new Subject.OfPerson(new ExtensionNumber("1201"));
  private static final Subject QUEUE = new Subject.OfQueue(new QueueCode("999"));
  private static final Subject SWITCH = new Subject.OfSwitch(new SwitchId("hap"));
  private static final DeviceId DESK = new DeviceId("desk1");

  private static Light only(PbxTester post, Subject subject) {
    List<Light> lights = post.pbx.lamp(subject).orElseThrow().lights();
    assertEquals(1, lights.size());
    return lights.getFirst();
  }

  @Test
  void aColleagueWhoIsCalledBlinksAndThenGlows() {
    var post = PbxTester.withPeople("1201", "1202");
    assertEquals(List.of(), post.glow(PERSON));
    LegId caller = post.phone("desk1", "1202");
    assertEquals(List.of(TRYING), post.glow(PERSON));
    assertTrue(post.changedLamps.containsAll(List.of(PERSON, CALLER)));
    post.rings(post.at("desk2"));
    Light light = only(post, PERSON);
    assertEquals(EARLY, light.glow());
    assertEquals(Light.Side.IS_CALLED, light.side());
    assertEquals("1201", light.number());
    assertEquals("Triagist 1201", light.name());
    assertEquals(Optional.of(post.at("desk2")), light.leg());
    assertEquals(Light.Side.CALLS, only(post, CALLER).side());
    assertEquals("1202", only(post, CALLER).number());
    post.answers(post.at("desk2"));
    assertEquals(List.of(CONFIRMED), post.glow(PERSON));
    assertEquals(List.of(CONFIRMED), post.glow(CALLER));
    post.hangsUp(caller);
    assertEquals(List.of(), post.glow(PERSON));
    assertEquals(List.of(), post.glow(CALLER));
  }

  @Test
  void aPatientIsShownByNumber() {
    var post = PbxTester.withPeople("1202");
    post.outside("0612345678", "0880001202");
    assertEquals("0612345678", only(post, PERSON).number());
  }

  @Test
  void whatDoesNotChangeALampIsNotTold() {
    var post = PbxTester.withPeople("1201", "1202");
    post.outside("0612345678", "0880001202");
    post.registers("desk3");
    assertEquals(List.of(), post.changedLamps);
    post.earlyMedia(post.at("desk2"));
    assertEquals(List.of(PERSON), post.changedLamps);
  }

  @Test
  void aQueueBlinksWhileCallersWait() {
    var post = PbxTester.withAgents("999", "1201");
    assertEquals(List.of(), post.glow(QUEUE));
    LegId patient = post.outside("0612345678", "0880000999");
    Light light = only(post, QUEUE);
    assertEquals(EARLY, light.glow());
    assertEquals("0612345678", light.number());
    assertEquals(Optional.empty(), light.leg());
    post.rings(post.at("desk1"));
    assertEquals(Optional.of(post.at("desk1")), only(post, QUEUE).leg());
    assertTrue(post.changedLamps.contains(QUEUE));
    post.answers(post.at("desk1"));
    assertEquals(List.of(), post.glow(QUEUE));
    assertTrue(post.changedLamps.contains(QUEUE));
    post.hangsUp(patient);
  }

  @Test
  void theLampOfAQueueShowsWhoIsNextWhenTheFirstIsServed() {
    var post = PbxTester.withAgents("999", "1201");
    LegId first = post.outside("0612345678", "0880000999");
    post.rings(post.at("desk1"));
    post.outside("0687654321", "0880000999");
    assertFalse(post.changedLamps.contains(QUEUE), "who comes behind is not shown");
    post.answers(post.at("desk1"));
    assertTrue(post.changedLamps.contains(QUEUE));
    assertEquals("0687654321", only(post, QUEUE).number());
    assertEquals(Optional.empty(), only(post, QUEUE).leg());
    post.hangsUp(first);
  }

  @Test
  void theLampOfAQueueIsDarkWhenTheLastGivesUp() {
    var post = PbxTester.withPeople("1201");
    LegId patient = post.outside("0612345678", "0880000999");
    assertEquals(List.of(EARLY), post.glow(QUEUE));
    post.hangsUp(patient);
    assertEquals(List.of(QUEUE), post.changedLamps);
    assertEquals(List.of(), post.glow(QUEUE));
  }

  @Test
  void whatIsSetAtAPhoneChangesNoLampOfAnother() {
    var post = PbxTester.withPeople("1201", "1202");
    var other = new Subject.LogIn(new DeviceId("desk2"));
    post.pbx.watch(other);
    post.pbx.watch(new Subject.LogIn(DESK));
    post.code("desk1", "*1");
    post.passes(ofSeconds(1));
    assertEquals(List.of(CONFIRMED), post.glow(other));
    assertEquals(List.of(), post.glow(new Subject.LogIn(DESK)));
    post.code("desk1", "*11202");
    post.passes(ofSeconds(1));
    assertEquals(List.of(), post.glow(other), "who moved to another phone left this one");
    assertEquals(List.of(CONFIRMED), post.glow(new Subject.LogIn(DESK)));
  }

  @Test
  void aSwitchGlowsOutsideItsFirstPosition() {
    var post = PbxTester.withPeople("1201");
    assertEquals(List.of(), post.glow(SWITCH));
    post.turns("hap", "Calamiteit");
    assertEquals(List.of(CONFIRMED), post.glow(SWITCH));
    assertEquals(List.of(SWITCH), post.changedLamps);
    post.turns("hap", "Open");
    assertEquals(List.of(), post.glow(SWITCH));
  }

  @Test
  void whatSomebodySetAtAPhoneGlowsThere() {
    var post = PbxTester.withPeople("1201");
    var logIn = new Subject.LogIn(DESK);
    var pause = new Subject.Pause(DESK);
    var member = new Subject.Membership(DESK, new QueueCode("999"));
    assertEquals(List.of(CONFIRMED), post.glow(logIn));
    assertEquals(List.of(), post.glow(pause));
    assertEquals(List.of(), post.glow(member));
    post.code("desk1", "*48*999");
    post.passes(ofSeconds(1));
    assertEquals(List.of(CONFIRMED), post.glow(member));
    post.code("desk1", "*46");
    post.passes(ofSeconds(1));
    assertEquals(List.of(CONFIRMED), post.glow(pause));
    post.code("desk1", "*49");
    post.passes(ofSeconds(1));
    assertEquals(List.of(), post.glow(pause));
    post.code("desk1", "*1");
    post.passes(ofSeconds(1));
    assertEquals(List.of(), post.glow(logIn));
    assertEquals(List.of(), post.glow(member));
  }

  @Test
  void whoIsGoneFromTheDirectoryHasNoLamp() {
    var post = PbxTester.withPeople("1201", "1202");
    var smaller = new DemoDirectory();
    smaller.extensions.removeIf(e -> e.number().digits().equals("1202"));
    smaller.version = 2;
    post.tell(at -> new Event.DirectoryChanged(at, smaller.build()));
    assertEquals(Optional.empty(), post.pbx.lamp(PERSON));
    assertTrue(post.changedLamps.contains(PERSON));
  }

  @Test
  void aNameOnAKeyIsReadAsItIsDialled() {
    var directory = new DemoDirectory().build();
    assertEquals(Optional.of(PERSON), Subject.named("1202", DESK, directory));
    assertEquals(Optional.of(QUEUE), Subject.named("999", DESK, directory));
    assertEquals(Optional.of(SWITCH), Subject.named("hap", DESK, directory));
    assertEquals(Optional.of(new Subject.LogIn(DESK)), Subject.named("*1", DESK, directory));
    assertEquals(Optional.of(new Subject.Pause(DESK)), Subject.named("*49", DESK, directory));
    assertEquals(
        Optional.of(new Subject.Membership(DESK, new QueueCode("900"))),
        Subject.named("*48*900", DESK, directory));
    for (String unknown : List.of("", " ", "*", "*48*", "*48*123", "4711", "desk1", "*0")) {
      assertEquals(Optional.empty(), Subject.named(unknown, DESK, directory), unknown);
    }
  }

  @Test
  void nothingIsRememberedWhenNobodyWatches() {
    var pbx = new Pbx();
    pbx.handle(
        new Event.Started(
            Instant.EPOCH, PbxTester.NODE, new DemoDirectory().build(), Standing.NONE));
    assertEquals(List.of(), pbx.takeChangedLamps());
    pbx.watch(PERSON);
    pbx.unwatch(PERSON);
    assertEquals(List.of(), pbx.takeChangedLamps());
  }

  @Test
  void aCallThatFailsDarkensTheLamp() {
    var post = PbxTester.withPeople("1201", "1202");
    post.phone("desk1", "1202");
    post.fails(post.at("desk2"), Cause.BUSY, 486);
    assertEquals(List.of(), post.glow(PERSON));
  }
}
