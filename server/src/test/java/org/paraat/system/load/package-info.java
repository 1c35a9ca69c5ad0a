/** Callers and agents by the hundred, with a stop-watch: what {@code scripts/bench queue} runs. */
package org.paraat.system.load;
