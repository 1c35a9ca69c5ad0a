package org.paraat.admin.text;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.paraat.pbx.vocabulary.Language;

/**
 * In which language somebody is answered: the one they chose, else the one their browser prefers,
 * else that of the organisation.
 */
public final class LanguageChoice {
  private static final String NAME = "language";
  private static final Duration KEPT = Duration.ofDays(365);
  private static final int LONGEST_HEADER = 200;

  private final Supplier<Language> ofOrganisation;

  public LanguageChoice(Supplier<Language> ofOrganisation) {
    this.ofOrganisation = ofOrganisation;
  }

  public Language of(HttpServerRequest request) {
    return chosenNow(request)
        .or(() -> chosenBefore(request))
        .or(() -> preferred(request.getHeader("Accept-Language")))
        .orElseGet(ofOrganisation);
  }

  /** Keeps a choice made with {@code ?language=}. */
  public void keep(HttpServerRequest request, HttpServerResponse response) {
    chosenNow(request)
        .ifPresent(
            language ->
                response.addCookie(
                    Cookie.cookie(NAME, language.tag())
                        .setPath("/")
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(KEPT.toSeconds())));
  }

  private static Optional<Language> chosenNow(HttpServerRequest request) {
    return Optional.ofNullable(request.getParam(NAME)).flatMap(LanguageChoice::byTag);
  }

  private static Optional<Language> chosenBefore(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(NAME))
        .map(Cookie::getValue)
        .flatMap(LanguageChoice::byTag);
  }

  private static Optional<Language> preferred(String header) {
    if (header == null || header.isBlank() || header.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    try {
      return Locale.LanguageRange.parse(header).stream()
          .map(range -> range.getRange().split("-", 2)[0])
          .map(LanguageChoice::byTag)
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a header that cannot be read says nothing
    }
  }

  private static Optional<Language> byTag(String tag) {
    for (Language language : Language.values()) {
      if (language.tag().equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
