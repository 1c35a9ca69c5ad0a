/**
 * The language of the system: all that can happen, all that can be asked for, and the words in
 * both.
 */
package org.paraat.pbx.vocabulary;
