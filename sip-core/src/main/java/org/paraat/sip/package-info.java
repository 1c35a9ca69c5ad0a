/** SIP on the wire (RFC 3261 and friends): knows nothing of what a telephone system decides. */
package org.paraat.sip;
