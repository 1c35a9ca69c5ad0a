package org.paraat.pbx.directory;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PhoneNumber;

/**
 * Whose platform this is.
 *
 * @param realm of SIP digest authentication
 * @param domains that phones may use for us, besides our own address
 * @param countryCode without plus, such as {@code 31}
 * @param emergencyNumbers that every registered phone can always dial, such as {@code 112} (V36)
 * @param barred beginnings of numbers that nobody may call or transfer to, such as {@code 0900}
 */
public record Organisation(
    String name,
    String realm,
    List<String> domains,
    String countryCode,
    List<String> emergencyNumbers,
    Language language,
    List<String> barred) {
  public static final Organisation UNNAMED =
      new Organisation("", "paraat", List.of(), "31", List.of("112"), Language.DUTCH);

  public Organisation {
    barred = List.copyOf(barred);
  }

  /** Where every number may be called. */
  public Organisation(
      String name,
      String realm,
      List<String> domains,
      String countryCode,
      List<String> emergencyNumbers,
      Language language) {
    this(name, realm, domains, countryCode, emergencyNumbers, language, List.of());
  }

  /** The beginning by which a number may not be called; empty when it may. */
  public Optional<String> barredBy(PhoneNumber number) {
    String national = number.nationalIn(countryCode);
    return barred.stream()
        .filter(start -> national.startsWith(start) || number.international().startsWith(start))
        .findFirst();
  }
}
