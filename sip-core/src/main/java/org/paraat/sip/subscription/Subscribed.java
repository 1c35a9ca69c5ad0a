package org.paraat.sip.subscription;

/**
 * Who subscribed to what.
 *
 * @param owner the user that the subscriber has proven to be
 * @param resource what it is, in the words of whoever knows how it stands
 * @param entity the URI that the subscriber used for it
 * @param eventId by which the subscriber tells subscriptions of one dialog apart; may be empty
 */
public record Subscribed(
    String owner, EventPackage event, String resource, String entity, String eventId) {}
