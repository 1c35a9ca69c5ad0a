package org.paraat.pbx.vocabulary;

/** A timer that the PBX set; a number is used once, so that one that fires late is recognised. */
public record TimerId(long number) {}
