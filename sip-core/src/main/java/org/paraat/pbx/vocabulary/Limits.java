package org.paraat.pbx.vocabulary;

import java.time.Duration;

/**
 * What the PBX bounds, as this installation wants it.
 *
 * @param longestConversation after which both parties of a conversation are hung up
 */
public record Limits(Duration longestConversation) {
  public static final Limits USUAL = new Limits(Duration.ofHours(12));
}
