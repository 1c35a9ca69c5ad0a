package org.paraat.sip.dialog;

import java.util.Optional;

/**
 * A name with an address, as From and P-Asserted-Identity show it.
 *
 * @param display empty when there is no name
 * @param user not escaped: {@code 0612345678}, {@code *1}
 * @param host empty: our own address
 */
public record Party(String display, String user, Optional<String> host) {

  public static Party of(String display, String user) {
    return new Party(display, user, Optional.empty());
  }
}
