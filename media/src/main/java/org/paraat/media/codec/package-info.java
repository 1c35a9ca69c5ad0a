/** The two laws of G.711 and what converts between them. */
package org.paraat.media.codec;
