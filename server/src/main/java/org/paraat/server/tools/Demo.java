package org.paraat.server.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.tools.DemoCommand.Theatre;
import org.paraat.server.tools.Story.StepFailed;

/** The main job of the platform, played by phones: a patient calls, a triagist answers. */
final class Demo {
  private static final String PERSON = "1201";
  private static final String DOCTOR = "1301";
  private static final String QUEUE = "999";
  private static final String NUMBER = "0880000100";
  private static final String PATIENT = "0612345678";
  private static final String SECOND_PATIENT = "0687654321";
  private static final String EXTERNAL = "0600000021";
  private static final String OPEN = "Open";
  private static final String POSITION = "Externe doorschakeling";
  private static final int EXTERNAL_TONE = 880;
  private static final Duration WRAPPED_UP = Duration.ofSeconds(4);

  private final Backstage backstage;
  private final Phone desk;
  private final Story story;
  private final Undo undo;
  private final Terminal terminal;
  private final PrintStream out;
  private final Scene scene;
  private final Shift shift;
  private final AtThePhone atThePhone;

  Demo(Theatre theatre, Phone desk, Phone doctor, Phone carrier, PrintStream out) {
    backstage = theatre.backstage();
    story = theatre.story();
    undo = theatre.undo();
    terminal = theatre.terminal();
    this.desk = desk;
    this.out = out;
    scene = new Scene(story, carrier);
    shift = new Shift(theatre, desk, PERSON);
    atThePhone = new AtThePhone(theatre, scene, shift, new Shift(theatre, doctor, DOCTOR));
  }

  void play() throws StepFailed {
    switchesStandOpen();
    takesTheDesk();
    aPatientCalls();
    theSwitchIsTurned();
    atThePhone.play();
    goesHome();
  }

  private void switchesStandOpen() throws StepFailed {
    for (String id : List.of("meldtekst", "hap")) {
      String position = backstage.positionOf(id);
      if (!position.equals(OPEN)) {
        story.remark(
            "switch "
                + id
                + " stood at "
                + position
                + ": turned to Open for as long as this lasts");
        undo.later(
            "switch " + id + " stands at " + position + " again",
            () -> backstage.turns(id, position));
        backstage.turns(id, OPEN);
      }
    }
  }

  private void takesTheDesk() throws StepFailed {
    story.chapter("A triagist takes a desk");
    shift.begin();
    shift.signsOn(QUEUE);
  }

  private void aPatientCalls() throws StepFailed {
    story.chapter("A patient calls while nobody is free");
    Instant began = Instant.now();
    story.step(desk.name(), () -> Stage.dialsCode(desk, "*46", "pause"));
    PhoneCall patient = scene.callsInto(PATIENT, NUMBER);
    story.step("patient", () -> Scene.waitsWithMusic(patient));
    story.step(desk.name(), () -> Stage.dialsCode(desk, "*49", "pause-off"));
    PhoneCall triagist = scene.offered(desk, PATIENT);
    story.chapter("They talk");
    long connected = patient.ear().now();
    scene.answers(desk.name(), triagist);
    scene.theyHearEachOther(patient, connected, triagist, desk.name(), desk.tone());
    story.step(
        desk.name(),
        () -> {
          triagist.hangUp();
          Stage.isOver(patient);
          return "hangs up; of the patient's call we are told: " + patient.ending();
        });
    story.step(PERSON, this::wrapsUp);
    story.chapter("What is kept of it");
    isExplained(began);
  }

  private String wrapsUp() throws StepFailed {
    long began = System.nanoTime();
    var states = new LinkedHashSet<String>();
    Duration lasted = Duration.ZERO;
    while (lasted.compareTo(WRAPPED_UP) < 0) {
      String state = backstage.stateOf(PERSON, QUEUE).orElse("no member");
      states.add(state);
      lasted = Duration.ofNanos(System.nanoTime() - began);
      if (state.equals("available")) {
        return "is " + String.join(", then ", states) + " (after " + Wording.seconds(lasted) + ")";
      }
      Backstage.lookAgainLater();
    }
    throw new StepFailed("is not available again, but " + String.join(", then ", states));
  }

  private void isExplained(Instant began) throws StepFailed {
    var record = new CallLine[1];
    story.step(
        "/api/calls",
        () -> {
          record[0] = backstage.recordOf(PATIENT, began);
          if (!record[0].answeredBy().equals(Optional.of(PERSON))) {
            throw new StepFailed("says: " + record[0].outcome());
          }
          return "says: " + record[0].from() + " to " + record[0].to() + ", " + record[0].outcome();
        });
    List<Decision> decisions = backstage.trace(record[0].id());
    story.step(
        "its trace",
        () -> {
          if (decisions.isEmpty()) {
            throw new StepFailed("is empty");
          }
          return "explains it in "
              + decisions.size()
              + " decisions (scripts/trace "
              + record[0].id()
              + " draws it):";
        });
    TraceCommand.decisions(decisions, record[0].startedAt(), terminal.width() - 6)
        .forEach(line -> out.println("      " + terminal.faint(line)));
  }

  private void theSwitchIsTurned() throws StepFailed {
    story.chapter("The switch HAP is turned, and the next call goes elsewhere");
    story.step("team lead", () -> backstage.turns("hap", POSITION));
    Undo.Change turnedBack =
        undo.later("HAP stands at Open again", () -> backstage.turns("hap", OPEN));
    PhoneCall patient = scene.callsInto(SECOND_PATIENT, NUMBER);
    PhoneCall colleague = scene.isGivenToTheCarrier(EXTERNAL);
    long connected = patient.ear().now();
    scene.answers(EXTERNAL, colleague);
    scene.theyHearEachOther(patient, connected, colleague, EXTERNAL, EXTERNAL_TONE);
    story.step(
        "patient",
        () -> {
          patient.hangUp();
          Stage.isOver(colleague);
          return "hangs up; of the call to " + EXTERNAL + " we are told: " + colleague.ending();
        });
    story.step("team lead", () -> backstage.turns("hap", OPEN));
    undo.isDone(turnedBack);
  }

  private void goesHome() throws StepFailed {
    story.chapter("The triagist goes home");
    shift.end();
  }
}
