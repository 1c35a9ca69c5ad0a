/** Messages that are almost right, made by a seed: the same seed makes the same messages. */
package org.paraat.fuzz;
