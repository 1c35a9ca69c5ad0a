package org.paraat.media;

/**
 * Sound ready to be sent: 8 kHz mono, kept in memory in both laws of G.711, so that playing it
 * costs no transcoding.
 *
 * @param name for the log
 * @param aLaw one byte a sample (ITU-T G.711)
 * @param muLaw the same sound, one byte a sample
 */
public record AudioClip(String name, byte[] aLaw, byte[] muLaw) {}
