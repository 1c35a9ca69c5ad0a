/** Prepared switches: a turn sends the next call elsewhere. */
package org.paraat.pbx.redirect;
