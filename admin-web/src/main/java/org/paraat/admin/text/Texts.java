package org.paraat.admin.text;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paraat.pbx.vocabulary.Language;

/** Every sentence of the portal in each language: from texts_nl.properties and its kin. */
public final class Texts {
  private final Map<Language, TreeMap<String, String>> byLanguage = new EnumMap<>(Language.class);

  /**
   * @throws IllegalStateException when a file is missing, or a key is not in every language
   */
  public Texts() {
    for (Language language : Language.values()) {
      byLanguage.put(language, read(language));
    }
    Set<String> dutch = byLanguage.get(Language.DUTCH).keySet();
    byLanguage.forEach(
        (language, texts) -> {
          if (!texts.keySet().equals(dutch)) {
            var odd = new TreeSet<>(dutch);
            odd.removeAll(texts.keySet());
            throw new IllegalStateException(
                "texts in " + language + " differ from those in Dutch; missing: " + odd);
          }
        });
  }

  /** The text with each {@code {name}} replaced by the value of that name. */
  public String say(Language language, String key, Map<String, String> values) {
    String text = byLanguage.get(language).get(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key);
    }
    for (var value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  public String say(Language language, String key) {
    return say(language, key, Map.of());
  }

  /** All texts of a language, for the scripts of the page. */
  public JsonObject all(Language language) {
    var json = new JsonObject();
    byLanguage.get(language).forEach(json::put);
    return json;
  }

  public Map<String, String> allOf(Language language) {
    return Map.copyOf(byLanguage.get(language));
  }

  private static TreeMap<String, String> read(Language language) {
    String file = "texts_" + language.tag() + ".properties";
    try (var bytes = Texts.class.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException(file + " is missing");
      }
      Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8);
      var properties = new Properties();
      properties.load(reader);
      var texts = new TreeMap<String, String>();
      properties.forEach((key, value) -> texts.put((String) key, (String) value));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
