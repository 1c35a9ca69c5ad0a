package org.paraat.pbx.vocabulary;

import java.util.Optional;

/**
 * The dialog that somebody wants to take the place of (RFC 3891), found by its Call-ID and tags
 * alone: phones put any host beside them.
 *
 * @param leg empty when there is no such dialog, or none any more
 * @param scope whether it counts when the leg is answered already
 */
public record Replaces(Optional<LegId> leg, Scope scope) {

  /** Which dialogs may be replaced. */
  public enum Scope {
    ANY,
    /** {@code early-only}: one that was answered meanwhile is left alone. */
    EARLY_ONLY
  }
}
