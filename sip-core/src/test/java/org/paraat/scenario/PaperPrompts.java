package org.paraat.scenario;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.paraat.engine.PromptLibrary;
import org.paraat.media.AudioClip;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PromptId;

/** Recordings on paper: each is there, named after its prompt, and takes one second. */
final class PaperPrompts implements PromptLibrary {
  private static final byte[] ONE_SECOND = new byte[8000];

  private final Set<String> missing = new HashSet<>();

  void forget(String prompt) {
    missing.add(prompt);
  }

  @Override
  public Optional<AudioClip> clip(PromptId prompt, Language language) {
    return missing.contains(prompt.name())
        ? Optional.empty()
        : Optional.of(new AudioClip(prompt.name(), ONE_SECOND, ONE_SECOND));
  }
}
