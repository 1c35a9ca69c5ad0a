/** What a telephone system decides: pure, without I/O, clock, thread or randomness. */
package org.paraat.pbx;
