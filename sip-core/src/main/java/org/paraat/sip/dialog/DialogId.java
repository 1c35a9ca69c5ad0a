package org.paraat.sip.dialog;

/**
 * What tells dialogs apart (RFC 3261 12).
 *
 * @param remoteTag empty until it is known, or for ever with a peer of RFC 2543
 */
public record DialogId(String callId, String localTag, String remoteTag) {}
