package org.paraat.engine;

import java.util.Optional;
import org.paraat.media.AudioClip;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PromptId;

/** The recorded texts, tones and music, ready to be played: answered from memory, on a loop. */
public interface PromptLibrary {

  /** Empty when nobody has recorded it: a tone is then played and an alarm raised. */
  Optional<AudioClip> clip(PromptId prompt, Language language);
}
