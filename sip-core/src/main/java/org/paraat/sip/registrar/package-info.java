/** Where phones can be reached now (RFC 3261 10). */
package org.paraat.sip.registrar;
