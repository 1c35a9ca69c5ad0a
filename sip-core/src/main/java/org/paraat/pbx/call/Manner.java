package org.paraat.pbx.call;

import java.time.Duration;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;

/**
 * How a party is called.
 *
 * @param ringTime after which it counts as no answer
 */
public record Manner(Duration ringTime, CallerId shownAs, Alerting alerting) {}
