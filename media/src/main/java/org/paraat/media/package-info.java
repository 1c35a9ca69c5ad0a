/**
 * The RTP engine: opens sessions, relays, plays and listens; knows nothing of SIP or of the PBX.
 */
package org.paraat.media;
