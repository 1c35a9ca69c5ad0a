/** How SIP messages reach a peer: UDP, TCP, TLS, the loop that carries them and its timers. */
package org.paraat.sip.transport;
