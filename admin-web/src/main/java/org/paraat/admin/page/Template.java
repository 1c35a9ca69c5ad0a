package org.paraat.admin.page;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with places that are filled in; whatever is filled in is text, never HTML. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z0-9.-]+)}}");

  private final String html;

  Template(String html) {
    this.html = html;
  }

  /**
   * @throws IllegalStateException when a place has no value
   */
  String filledWith(Map<String, String> values) {
    Matcher places = PLACE.matcher(html);
    var filled = new StringBuilder();
    while (places.find()) {
      String value = values.get(places.group(1));
      if (value == null) {
        throw new IllegalStateException("nothing to fill in for " + places.group());
      }
      places.appendReplacement(filled, Matcher.quoteReplacement(escaped(value)));
    }
    return places.appendTail(filled).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
