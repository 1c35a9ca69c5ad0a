/** A request with its responses, sent until it arrives (RFC 3261 17, RFC 6026). */
package org.paraat.sip.transaction;
