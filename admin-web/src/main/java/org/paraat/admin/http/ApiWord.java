package org.paraat.admin.http;

import java.util.Locale;

/** How a constant is written in the API. */
public final class ApiWord {
  private ApiWord() {}

  /** Such as {@code no-answer}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
