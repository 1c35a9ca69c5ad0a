package org.paraat.pbx.directory;

import java.util.List;
import org.paraat.pbx.vocabulary.Language;

/**
 * Whose platform this is.
 *
 * @param realm of SIP digest authentication
 * @param domains that phones may use for us, besides our own address
 * @param countryCode without plus, such as {@code 31}
 * @param emergencyNumbers that every registered phone can always dial, such as {@code 112} (V36)
 */
public record Organisation(
    String name,
    String realm,
    List<String> domains,
    String countryCode,
    List<String> emergencyNumbers,
    Language language) {
  public static final Organisation UNNAMED =
      new Organisation("", "paraat", List.of(), "31", List.of("112"), Language.DUTCH);
}
