package org.paraat.pbx.vocabulary;

/** One playing of prompts to a leg; a number is used once. */
public record PlaybackId(long number) {}
