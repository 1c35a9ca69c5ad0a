package org.paraat.admin.redirect;

import java.util.Map;
import org.paraat.admin.text.Texts;
import org.paraat.pbx.vocabulary.Language;

/**
 * Why callers would not reach anybody now.
 *
 * @param key of the text
 * @param values that the text names
 */
record Warning(String key, Map<String, String> values) {

  String in(Language language, Texts texts) {
    return texts.say(language, key, values);
  }
}
