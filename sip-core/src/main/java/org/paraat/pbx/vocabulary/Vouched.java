package org.paraat.pbx.vocabulary;

import java.util.List;

/**
 * What we vouch for to a carrier, whatever number is shown.
 *
 * @param ownNumber the number of ours that the call is of; empty: none
 * @param redirections whom the call was meant for before, the latest first
 */
public record Vouched(String ownNumber, List<Redirection> redirections) {
  public static final Vouched NOTHING = new Vouched("", List.of());

  public Vouched {
    redirections = List.copyOf(redirections);
  }
}
