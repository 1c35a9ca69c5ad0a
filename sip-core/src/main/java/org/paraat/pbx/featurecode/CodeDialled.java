package org.paraat.pbx.featurecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.agents.Agent;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.Pause;

/** Somebody dialled a code: it takes effect at once and is then confirmed in words. */
public record CodeDialled(String code) implements Phase {

  /** What the code led to: what is said, and why. */
  private record Outcome(List<PromptId> said, String because) {
    Outcome(PromptId said, String because) {
      this(List.of(said), because);
    }
  }

  /** Whether what is dialled takes a call that rings elsewhere. */
  public static boolean isPickUp(String dialled) {
    return FeatureCode.read(dialled) instanceof FeatureCode.PickUp;
  }

  @Override
  public Next enter(Call call, Turn turn) {
    FeatureCode asked = FeatureCode.read(code);
    if (call.origin() instanceof Origin.FromDevice) {
      // whose leg goes on in another call is answered there
      if (asked instanceof FeatureCode.PickUp(var whose)) {
        return new Next.PickUp(whose);
      }
      if (asked instanceof FeatureCode.TakeParked(var place)) {
        return new Next.TakeParked(place);
      }
    }
    turn.answer(call);
    turn.confirmed(call);
    if (!(call.origin() instanceof Origin.FromDevice(var device))) {
      return say(new Outcome(Prompts.UNKNOWN_CODE, "codes are for phones of ours"), call, turn);
    }
    Optional<ExtensionNumber> person = turn.agents().personAt(device);
    return switch (asked) {
      case FeatureCode.LogInOrOut _ ->
          person.isPresent()
              ? say(logOut(person.get(), turn), call, turn)
              : new Next.Become(new EnteringExtension(device));
      case FeatureCode.LogIn(var wanted) -> say(logIn(wanted, device, call, turn), call, turn);
      case FeatureCode.Unknown _, FeatureCode.PickUp _, FeatureCode.TakeParked _ ->
          say(new Outcome(Prompts.UNKNOWN_CODE, "there is no such code"), call, turn);
      case FeatureCode.SignOn _,
          FeatureCode.SignOff _,
          FeatureCode.Pause _,
          FeatureCode.PauseOff _,
          FeatureCode.Status _ ->
          say(
              person
                  .map(p -> obey(asked, p, turn))
                  .orElse(new Outcome(Prompts.NOBODY_LOGGED_IN, "nobody is logged in here")),
              call,
              turn);
    };
  }

  private Next say(Outcome outcome, Call call, Turn turn) {
    turn.trace(call, "says " + words(outcome.said()), outcome.because());
    turn.tell(call, code + ": " + outcome.because());
    return Next.say(outcome.said(), Next.end(Cause.NORMAL));
  }

  private static Outcome obey(FeatureCode asked, ExtensionNumber person, Turn turn) {
    return switch (asked) {
      case FeatureCode.SignOn(var queue) -> signOn(person, queue, turn);
      case FeatureCode.SignOff(var queue) -> signOff(person, queue, turn);
      case FeatureCode.Pause _ -> {
        turn.agents().pause(person, Pause.PAUSED, turn.at());
        yield new Outcome(Prompts.PAUSE, person + " pauses");
      }
      case FeatureCode.PauseOff _ -> {
        turn.agents().pause(person, Pause.NOT_PAUSED, turn.at());
        yield new Outcome(Prompts.PAUSE_OFF, person + " is back from the pause");
      }
      case FeatureCode.Status _ -> new Outcome(status(person, turn), person + " asks the status");
      case FeatureCode.LogInOrOut _,
          FeatureCode.LogIn _,
          FeatureCode.PickUp _,
          FeatureCode.TakeParked _,
          FeatureCode.Unknown _ ->
          throw new IllegalStateException(asked + " needs nobody to be logged in");
    };
  }

  private static Outcome logOut(ExtensionNumber person, Turn turn) {
    turn.agents().logOut(person, turn.at());
    return new Outcome(Prompts.LOGGED_OUT, person + " logs out");
  }

  private static Outcome logIn(ExtensionNumber person, DeviceId device, Call call, Turn turn) {
    return turn.directory().extension(person).isEmpty()
        ? new Outcome(Prompts.UNKNOWN_EXTENSION, person + " is nobody's extension")
        : new Outcome(Prompts.LOGGED_IN, LogIn.of(person, device, call, turn));
  }

  private static Outcome signOn(ExtensionNumber person, QueueCode queue, Turn turn) {
    if (turn.directory().queue(queue).isEmpty()) {
      return new Outcome(Prompts.UNKNOWN_QUEUE, "there is no queue " + queue);
    }
    turn.agents().signOn(person, queue);
    return new Outcome(Prompts.SIGNED_ON, person + " signs on to queue " + queue);
  }

  private static Outcome signOff(ExtensionNumber person, QueueCode queue, Turn turn) {
    if (turn.directory().queue(queue).isEmpty()) {
      return new Outcome(Prompts.UNKNOWN_QUEUE, "there is no queue " + queue);
    }
    turn.agents().signOff(person, queue);
    return new Outcome(Prompts.SIGNED_OFF, person + " signs off from queue " + queue);
  }

  private static List<PromptId> status(ExtensionNumber person, Turn turn) {
    Agent agent = turn.agents().agent(person).orElseThrow();
    var said = new ArrayList<PromptId>();
    said.add(Prompts.YOU_ARE_LOGGED_IN_AS);
    said.addAll(Prompts.spoken(person.digits()));
    said.add(agent.queues().isEmpty() ? Prompts.NO_QUEUES : Prompts.YOU_ARE_SIGNED_ON_TO);
    for (QueueCode queue : agent.queues()) {
      said.addAll(Prompts.spoken(queue.digits()));
      said.add(Prompts.SHORT_SILENCE);
    }
    said.add(agent.isPaused() ? Prompts.PAUSED : Prompts.NOT_PAUSED);
    return said;
  }

  private static String words(List<PromptId> said) {
    return String.join(" ", said.stream().map(PromptId::name).toList());
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "goes to code " + code;
  }
}
