/** The packets: ports, loops, sessions and their outgoing streams (RFC 3550) over plain NIO. */
package org.paraat.media.rtp;
