/** The control protocol of RTP (RFC 3550 6): reports both ways and what they tell of the sound. */
package org.paraat.media.rtcp;
