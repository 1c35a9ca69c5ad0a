/** A conversation of SIP requests between two phones (RFC 3261 12 to 15). */
package org.paraat.sip.dialog;
