/** Who proves to know a secret without saying it (RFC 7616, RFC 8760). */
package org.paraat.sip.digest;
