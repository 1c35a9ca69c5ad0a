package org.paraat.server.tools;

import com.typesafe.config.Config;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.paraat.server.tools.Platform.NoAnswer;
import org.paraat.server.tools.Story.StepFailed;

/** What the demonstration asks the platform itself, beside its phones. */
final class Backstage {
  private static final Set<String> NOT_RUNG = Set.of("unreachable", "paused");
  private static final Duration RECORDED = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN_MILLISECONDS = 100;
  private static final int LATEST_CALLS = 20;

  private final Platform platform;

  Backstage(Platform platform) {
    this.platform = platform;
  }

  /** Why people at work would be disturbed by playing with this desk, person and queue. */
  Optional<String> obstacle(String desk, String person, String queue) throws NoAnswer {
    if (device(desk).filter(it -> it.getString("state").equals("reachable")).isPresent()) {
      return Optional.of(
          desk + " is registered by another phone: let it unregister, this plays with it.");
    }
    for (Config device : platform.list("/api/devices")) {
      boolean isThere = device.hasPath("extension") && device.getString("extension").equals(person);
      if (isThere && device.getString("state").equals("reachable")) {
        return Optional.of(
            person
                + " is logged in on "
                + device.getString("id")
                + ": log out there first with *1.");
      }
    }
    return agents(queue)
        .filter(agent -> !agent.getString("extension").equals(person))
        .filter(agent -> !NOT_RUNG.contains(agent.getString("state")))
        .map(
            agent ->
                "The calls of this demonstration could ring at %s, who serves queue %s: let them pause with *46 first."
                    .formatted(agent.getString("extension"), queue))
        .findFirst();
  }

  /** What an agent does now; empty when not a member of the queue. */
  Optional<String> stateOf(String extension, String queue) throws StepFailed {
    return asked(() -> agents(queue))
        .filter(agent -> agent.getString("extension").equals(extension))
        .map(agent -> agent.getString("state"))
        .findFirst();
  }

  Optional<String> personAt(String device) throws StepFailed {
    return asked(() -> device(device))
        .filter(it -> it.hasPath("extension"))
        .map(it -> it.getString("extension"));
  }

  String positionOf(String switchId) throws StepFailed {
    return asked(() -> platform.list("/api/switches")).stream()
        .filter(it -> it.getString("id").equals(switchId))
        .map(it -> it.getString("position"))
        .findFirst()
        .orElseThrow(() -> new StepFailed("there is no switch " + switchId));
  }

  String turns(String switchId, String position) throws StepFailed {
    Config turned = asked(() -> platform.turn(switchId, position));
    String name = "switch " + turned.getString("name");
    String now = turned.getString("position");
    if (!now.equals(position)) {
      throw new StepFailed("turned " + name + " to " + position + ", but it stands at " + now);
    }
    return "turns " + name + " to \"" + now + '"';
  }

  /** The call from a number that began since then, once it has ended. */
  CallLine recordOf(String caller, Instant began) throws StepFailed {
    return await(
        "knows no ended call from " + caller,
        () ->
            platform.calls(LATEST_CALLS).stream()
                .filter(call -> !call.startedAt().isBefore(began))
                .filter(call -> call.from().endsWith(caller.substring(1)))
                .filter(call -> call.endedAt().isPresent())
                .findFirst());
  }

  List<Decision> trace(String call) throws StepFailed {
    return asked(() -> platform.trace(call));
  }

  /** The emergency caller who is to be called back at this number, as soon as that is known. */
  String taskOf(String number) throws StepFailed {
    return await("nobody is to be called back at " + number, () -> open(number));
  }

  /** Waits until nobody is to be called back at this number any more. */
  void isDone(String number) throws StepFailed {
    await(
        number + " is still to be called back",
        () -> open(number).isPresent() ? Optional.empty() : Optional.of(number));
  }

  private Optional<String> open(String number) throws NoAnswer {
    return platform.list("/api/tasks").stream()
        .filter(task -> task.hasPath("number") && task.getString("number").equals(number))
        .map(task -> task.getString("id"))
        .findFirst();
  }

  private static <T> T await(String otherwise, Question<Optional<T>> question) throws StepFailed {
    long deadline = System.nanoTime() + RECORDED.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> found = asked(question);
      if (found.isPresent()) {
        return found.get();
      }
      lookAgainLater();
    }
    throw new StepFailed(otherwise);
  }

  void closes(String task) throws StepFailed {
    asked(
        () -> {
          platform.closeTask(task, "was reached");
          return task;
        });
  }

  void callsBack(String task, String extension) throws StepFailed {
    asked(
        () -> {
          platform.callBack(task, extension);
          return task;
        });
  }

  static void lookAgainLater() throws StepFailed {
    try {
      Thread.sleep(LOOK_AGAIN_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailed("interrupted", e);
    }
  }

  private Optional<? extends Config> device(String id) throws NoAnswer {
    return platform.list("/api/devices").stream()
        .filter(it -> it.getString("id").equals(id))
        .findFirst();
  }

  private Stream<? extends Config> agents(String queue) throws NoAnswer {
    return platform.list("/api/queues").stream()
        .filter(it -> it.getString("code").equals(queue))
        .flatMap(it -> it.getConfigList("agents").stream());
  }

  private static <T> T asked(Question<T> question) throws StepFailed {
    try {
      return question.ask();
    } catch (NoAnswer e) {
      throw new StepFailed(e.getMessage(), e);
    }
  }

  private interface Question<T> {
    T ask() throws NoAnswer;
  }
}
