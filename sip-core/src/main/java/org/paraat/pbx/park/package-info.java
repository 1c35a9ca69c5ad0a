/** Callers wait at a numbered place where any phone can take them. */
package org.paraat.pbx.park;
