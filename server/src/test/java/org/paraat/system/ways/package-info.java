/** Sixteen ways to break a transfer, played with phones against the packaged server. */
package org.paraat.system.ways;
