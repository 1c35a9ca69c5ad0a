package org.paraat.pbx.vocabulary;

/**
 * How one leg of a call did.
 *
 * @param party who was at its end, in words
 */
public record LegQuality(LegId leg, String party, Quality quality) {}
