/** A network and a clock that exist in memory only, the same for the same seed. */
package org.paraat.sip.simulation;
