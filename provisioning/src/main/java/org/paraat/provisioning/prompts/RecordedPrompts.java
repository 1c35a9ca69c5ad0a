package org.paraat.provisioning.prompts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.paraat.engine.PromptLibrary;
import org.paraat.media.AudioClip;
import org.paraat.media.clip.UnusableClip;
import org.paraat.media.clip.WavFile;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PromptId;

/**
 * The recordings in memory, read once: those that come with Paraat, and before them those that the
 * centre put into its own folder.
 *
 * <p>A recording that cannot be read is left out and named in {@link #complaints}: a caller then
 * hears a tone, never nothing.
 */
public final class RecordedPrompts implements PromptLibrary {
  /** What needs no language. */
  private static final List<String> SOUNDS =
      List.of("music", "ringback", "short-silence", "reminder");

  private final Map<Language, Map<PromptId, AudioClip>> clips = new EnumMap<>(Language.class);
  private final List<String> complaints = new ArrayList<>();

  /**
   * @param own recordings of the centre, as {@code nl/NAME.wav}; need not exist
   */
  public RecordedPrompts(Path own) {
    for (Language language : Language.values()) {
      Map<PromptId, AudioClip> recorded = new LinkedHashMap<>();
      for (String name : texts(language).stringPropertyNames()) {
        read(language.tag() + "/" + name, own)
            .ifPresent(clip -> recorded.put(new PromptId(name), clip));
      }
      for (String name : SOUNDS) {
        read(name, own).ifPresent(clip -> recorded.put(new PromptId(name), clip));
      }
      clips.put(language, recorded);
    }
  }

  @Override
  public Optional<AudioClip> clip(PromptId prompt, Language language) {
    return Optional.ofNullable(clips.get(language).get(prompt));
  }

  /** One sentence for each recording that is listed and could not be read. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The text of each prompt by name, A-Z. */
  public static Map<String, String> textsOf(Language language) {
    Properties texts = texts(language);
    Map<String, String> sorted = new LinkedHashMap<>();
    for (String name : new TreeSet<>(texts.stringPropertyNames())) {
      sorted.put(name, texts.getProperty(name));
    }
    return sorted;
  }

  private Optional<AudioClip> read(String name, Path own) {
    Path replacement = own.resolve(name + ".wav");
    try {
      if (Files.exists(replacement)) {
        return Optional.of(WavFile.load(replacement));
      }
      try (InputStream stream = RecordedPrompts.class.getResourceAsStream(name + ".wav")) {
        if (stream == null) {
          complaints.add(
              "the prompt " + name + " has a text and no recording; run scripts/prompts");
          return Optional.empty();
        }
        return Optional.of(WavFile.read(name, stream));
      }
    } catch (UnusableClip e) {
      complaints.add(e.getMessage());
    } catch (IOException e) {
      complaints.add("the prompt " + name + " cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Properties texts(Language language) {
    String list = "texts-" + language.tag() + ".properties";
    var texts = new Properties();
    try (InputStream stream = RecordedPrompts.class.getResourceAsStream(list)) {
      if (stream == null) {
        throw new IllegalStateException("the list of prompts " + list + " is not packaged");
      }
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the list of prompts " + list + " cannot be read", e);
    }
    return texts;
  }
}
