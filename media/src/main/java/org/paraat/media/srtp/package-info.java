/** Encrypted sound (SRTP, RFC 3711) with keys that travel in session descriptions (RFC 4568). */
package org.paraat.media.srtp;
