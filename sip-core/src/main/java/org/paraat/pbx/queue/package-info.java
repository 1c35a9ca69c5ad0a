/** Callers who wait for the agents that are signed on. */
package org.paraat.pbx.queue;
