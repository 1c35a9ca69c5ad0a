/** Where clips come from: recorded files and generated tones. */
package org.paraat.media.clip;
