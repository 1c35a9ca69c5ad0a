package org.paraat.media.sdp;

/**
 * Who made a description and which version of it this is (the o= line).
 *
 * @param sessionId digits; text, because some peers write more of them than a long holds
 * @param version digits; grows when the description changes
 * @param address an IP address or a host name; never used to send to
 */
public record Origin(String username, String sessionId, String version, String address) {}
