package org.paraat.media.rtp;

/**
 * How the range of RTP ports stands.
 *
 * @param used by sessions
 * @param free to be used now
 * @param quarantined resting after a session
 * @param skipped times that a port turned out to be in use by another program
 */
public record PortUse(int used, int free, int quarantined, long skipped) {}
