/** The codings of sound that we speak. */
package org.paraat.media.codec;
