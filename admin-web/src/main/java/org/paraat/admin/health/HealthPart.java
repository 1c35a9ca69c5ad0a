package org.paraat.admin.health;

/**
 * One part of the platform and how it is.
 *
 * @param name such as {@code database}
 * @param because one sentence for the operator; empty when there is nothing to say
 */
public record HealthPart(String name, Condition condition, String because) {

  /** Calls go on while a part is impaired: only {@code isReadyForCalls} tells whether they can. */
  public enum Condition {
    UP,
    IMPAIRED,
    DOWN
  }
}
