package org.paraat.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.paraat.media.AudioClip;
import org.paraat.media.clip.ToneClip;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;

/** Turns prompts into sound: for one that nobody recorded a tone is heard and an alarm raised. */
final class Playing {
  private static final AudioClip RINGBACK = ToneClip.ringback();
  private static final AudioClip SHORT_SILENCE = ToneClip.silence(Duration.ofMillis(300));
  private static final AudioClip ERROR = ToneClip.error();

  private final PromptLibrary library;
  private final Consumer<Alarm> alarms;
  private final Set<String> missing = new LinkedHashSet<>();

  Playing(PromptLibrary library, Consumer<Alarm> alarms) {
    this.library = library;
    this.alarms = alarms;
  }

  List<AudioClip> clipsOf(List<PromptId> prompts, Language language) {
    var clips = new ArrayList<AudioClip>(prompts.size());
    for (PromptId prompt : prompts) {
      clips.add(
          library
              .clip(prompt, language)
              .or(() -> builtIn(prompt))
              .orElseGet(() -> toneFor(prompt, language)));
    }
    return clips;
  }

  /** What is no text needs no recording. */
  private static Optional<AudioClip> builtIn(PromptId prompt) {
    if (prompt.equals(Prompts.RINGBACK)) {
      return Optional.of(RINGBACK);
    }
    return prompt.equals(Prompts.SHORT_SILENCE) ? Optional.of(SHORT_SILENCE) : Optional.empty();
  }

  private AudioClip toneFor(PromptId prompt, Language language) {
    if (missing.add(prompt + " " + language.tag())) {
      alarms.accept(
          new Alarm(
              Alarm.Kind.PROMPT_MISSING,
              prompt.name(),
              "there is no recording of it in "
                  + language.tag()
                  + ": callers hear a tone; record it"));
    }
    return ERROR;
  }
}
