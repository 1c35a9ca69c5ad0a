package org.paraat.pbx.call;

import org.paraat.pbx.vocabulary.Cause;

/** A party that was called and does not take the call. */
public record Refusal(Party party, Cause cause) {}
