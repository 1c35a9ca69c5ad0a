package org.paraat.server.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.tools.DemoCommand.Theatre;
import org.paraat.server.tools.Story.StepFailed;

/** A person at work at a desk, from log-in to log-out, who leaves everything as it was found. */
final class Shift {
  private final Backstage backstage;
  private final Story story;
  private final Undo undo;
  private final Phone desk;
  private final String person;

  /** Queues of this shift, and whether the person was a member before. */
  private final Map<String, Boolean> queues = new LinkedHashMap<>();

  private Undo.Change working;

  Shift(Theatre theatre, Phone desk, String person) {
    backstage = theatre.backstage();
    story = theatre.story();
    undo = theatre.undo();
    this.desk = desk;
    this.person = person;
  }

  Phone desk() {
    return desk;
  }

  void begin() throws StepFailed {
    story.step(desk.name(), () -> Stage.registers(desk));
    logOutWhoStayedBehind();
    working = undo.later(person + " is logged out", this::stopsWorking);
    story.step(desk.name(), this::logsIn);
  }

  void signsOn(String queue) throws StepFailed {
    boolean wasMember = backstage.stateOf(person, queue).isPresent();
    queues.put(queue, wasMember);
    if (!wasMember) {
      story.step(desk.name(), () -> Stage.dialsCode(desk, "*48*" + queue, "signed-on"));
    }
  }

  void end() throws StepFailed {
    for (var queue : queues.entrySet()) {
      if (!queue.getValue()) {
        story.step(desk.name(), () -> Stage.dialsCode(desk, "*47*" + queue.getKey(), "signed-off"));
      }
    }
    story.step(desk.name(), () -> Stage.dialsCode(desk, "*1", "logged-out"));
    undo.isDone(working);
  }

  private void stopsWorking() throws StepFailed {
    desk.hangUp();
    if (!backstage.personAt(desk.name()).equals(Optional.of(person))) {
      return;
    }
    for (var queue : queues.entrySet()) {
      Optional<String> state = backstage.stateOf(person, queue.getKey());
      if (state.equals(Optional.of("paused"))) {
        Stage.dialsCode(desk, "*49", "pause-off");
      }
      if (!queue.getValue() && state.isPresent()) {
        Stage.dialsCode(desk, "*47*" + queue.getKey(), "signed-off");
      }
    }
    Stage.dialsCode(desk, "*1", "logged-out");
  }

  private void logOutWhoStayedBehind() throws StepFailed {
    Optional<String> before = backstage.personAt(desk.name());
    if (before.isPresent()) {
      story.remark(before.get() + " is still logged in on " + desk.name() + " from another time");
      story.step(desk.name(), () -> Stage.dialsCode(desk, "*1", "logged-out"));
    }
  }

  private String logsIn() throws StepFailed {
    PhoneCall call = Stage.dials(desk, "*1");
    String asked = Stage.hears(call, 0, sound -> sound.says("enter-extension"), "enter-extension");
    long typed = call.ear().now();
    call.press(person + "#");
    String said = Stage.hears(call, typed, sound -> sound.saysAll("logged-in"), "logged-in");
    call.hangUp();
    return "dials *1, hears " + asked + ", types " + person + "# and hears " + said;
  }
}
