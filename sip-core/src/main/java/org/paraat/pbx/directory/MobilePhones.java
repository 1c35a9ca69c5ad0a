package org.paraat.pbx.directory;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.PhoneNumber;

/**
 * Plain mobiles that calls can be sent to.
 *
 * @param accessNumber that Mobile connect phones dial to use codes
 * @param mobileConnect phones that may log in, known by their caller ID
 * @param sos phones without log-in, called in order of arrival
 */
public record MobilePhones(
    Optional<PhoneNumber> accessNumber, List<PhoneNumber> mobileConnect, List<PhoneNumber> sos) {
  public static final MobilePhones NONE = new MobilePhones(Optional.empty(), List.of(), List.of());
}
