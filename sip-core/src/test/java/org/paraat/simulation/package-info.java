/** A busy evening in virtual time, watched from outside by somebody who knows only the rules. */
package org.paraat.simulation;
