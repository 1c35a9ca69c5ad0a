package org.paraat.server.tools;

import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.tools.DemoCommand.Theatre;
import org.paraat.server.tools.Story.StepFailed;

/** An emergency caller hangs up before anybody answered, and is called back. */
final class CalledBack {
  private static final String EMERGENCY_NUMBER = "0880000112";
  private static final String CALLER = "0612345605";

  private final Backstage backstage;
  private final Story story;
  private final Scene scene;

  CalledBack(Theatre theatre, Scene scene) {
    backstage = theatre.backstage();
    story = theatre.story();
    this.scene = scene;
  }

  /**
   * @param desk of somebody who serves the emergency queue
   */
  void play(Phone desk, String extension) throws StepFailed {
    story.chapter("An emergency caller hangs up too early, and is called back");
    PhoneCall patient = scene.rings(CALLER, EMERGENCY_NUMBER);
    PhoneCall unanswered = scene.offered(desk, CALLER);
    var task = new String[1];
    story.step(
        "patient",
        () -> {
          patient.hangUp();
          Stage.isOver(unanswered);
          task[0] = backstage.taskOf(CALLER);
          return "hangs up; /api/tasks says that " + CALLER + " is to be called back";
        });
    story.step(
        extension,
        () -> {
          backstage.callsBack(task[0], extension);
          return "asks for the call back";
        });
    PhoneCall triagist = scene.offered(desk, CALLER);
    scene.answers(desk.name(), triagist);
    PhoneCall reached = scene.isGivenToTheCarrier(CALLER);
    scene.answers("patient", reached);
    scene.theyHearEachOther(reached, 0, triagist, desk.name(), desk.tone());
    story.step(
        "/api/tasks",
        () -> {
          backstage.closes(task[0]);
          backstage.isDone(CALLER);
          return "has nobody to be called back once the task is closed";
        });
    story.step(
        "patient",
        () -> {
          reached.hangUp();
          Stage.isOver(triagist);
          return "hangs up";
        });
  }
}
