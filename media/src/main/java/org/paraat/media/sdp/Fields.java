package org.paraat.media.sdp;

import java.util.ArrayList;
import java.util.List;

/** The words of a line, as white space separates them: read for each call, so without patterns. */
final class Fields {
  private Fields() {}

  /** All words of a line without white space at its ends; one empty word of an empty line. */
  static List<String> of(String line) {
    return of(line, Integer.MAX_VALUE);
  }

  /** So many words at most: the last one is the whole rest. */
  static List<String> of(String line, int most) {
    var fields = new ArrayList<String>(6);
    int start = 0;
    for (int at = 0; at < line.length() && fields.size() < most - 1; at++) {
      if (Character.isWhitespace(line.charAt(at))) {
        fields.add(line.substring(start, at));
        while (at + 1 < line.length() && Character.isWhitespace(line.charAt(at + 1))) {
          at++;
        }
        start = at + 1;
      }
    }
    fields.add(line.substring(start));
    return fields;
  }
}
