package org.paraat.pbx.directory;

import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;

/**
 * A number of ours with the person behind it.
 *
 * @param displayName as other phones show it: {@code Triagist 1201}
 */
public record Extension(ExtensionNumber number, String displayName, Role role, Language language) {

  public enum Role {
    TRIAGIST,
    DOCTOR,
    TEAM_LEADER
  }
}
