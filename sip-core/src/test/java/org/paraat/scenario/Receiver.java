package org.paraat.scenario;

import java.time.Duration;
import java.util.Optional;

/** The receiver of a telephone: what is heard in it, said into it and lost on the way. */
interface Receiver {

  Telephone self();

  default Telephone hearsRinging() {
    self()
        .eventually(
            () ->
                self().has(Line.State.RINGING_THERE)
                    || promptNow().filter("ringback"::equals).isPresent(),
            "hears no ringing");
    return self();
  }

  default Telephone isTalkingTo(Telephone other) {
    hears(other);
    other.hears(self());
    return self();
  }

  /** The other's voice reaches this ear. */
  default Telephone hears(Telephone other) {
    self().eventually(() -> isHearing(other), "does not hear " + other);
    return self();
  }

  default Telephone doesNotHear(Telephone other) {
    self().eventually(() -> !isHearing(other), "hears " + other);
    return self();
  }

  private boolean isHearing(Telephone other) {
    return self().lines().stream()
        .filter(Line::listens)
        .flatMap(line -> self().office().media().heardAt(line.ear()).stream())
        .anyMatch(
            mouth ->
                other.lines().stream()
                    .anyMatch(line -> line.ear().equals(mouth) && line.mouth().isPresent()));
  }

  /** This prompt begins, or began since the last that was looked for. */
  default Telephone hears(String prompt) {
    self().eventually(() -> heard(prompt), "does not hear \"" + prompt + "\"");
    Line line = lineThatHeard(prompt).orElseThrow();
    line.prompts().subList(0, line.prompts().indexOf(prompt) + 1).clear();
    return self();
  }

  /** Something reaches this ear: a voice, a prompt, music or ringing. */
  default Telephone isNotLeftInSilence() {
    self()
        .eventually(
            () ->
                promptNow().isPresent()
                    || self().lines().stream()
                        .filter(Line::listens)
                        .anyMatch(line -> self().office().media().heardAt(line.ear()).isPresent()),
            "hears nothing at all");
    return self();
  }

  default Telephone hearsNothing() {
    self().eventually(() -> promptNow().isEmpty(), "hears a prompt");
    return self();
  }

  private boolean heard(String prompt) {
    return lineThatHeard(prompt).isPresent();
  }

  private Optional<Line> lineThatHeard(String prompt) {
    return self().lines().stream().filter(line -> line.prompts().contains(prompt)).findFirst();
  }

  /** What is played to it now. */
  default Optional<String> promptNow() {
    return self().lines().stream()
        .filter(Line::listens)
        .flatMap(line -> self().office().media().promptAt(line.ear()).stream())
        .findFirst();
  }

  default Telephone hearsWithin(Duration time, String prompt) {
    self().office().within(time, () -> heard(prompt));
    return hears(prompt);
  }

  /** Neither sound nor reports come from it any more, for as long as that may be. */
  default Telephone losesItsSound() {
    self().office().media().losesSoundOf(self().talking().ear());
    self().office().settles();
    return self();
  }

  /** What carries its sound breaks by a fault of the platform. */
  default Telephone isLostByTheMedia() {
    self().office().media().breaks(self().talking().ear());
    self().office().settles();
    return self();
  }

  /** So many packets of its sound reach the platform. */
  default Telephone speaks(long packets) {
    self().office().media().hears(self().talking().ear(), packets);
    return self();
  }
}
