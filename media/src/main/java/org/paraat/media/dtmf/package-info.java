/** The keys that a peer presses. */
package org.paraat.media.dtmf;
