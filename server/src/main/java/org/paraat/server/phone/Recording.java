package org.paraat.server.phone;

import java.time.Duration;

/**
 * A prompt as it was recorded, to recognise it by.
 *
 * @param prompt its name in the manifest
 * @param text what it says
 * @param samples at 8 kHz; not to be changed
 */
public record Recording(String prompt, String text, short[] samples) {

  Duration lasting() {
    return Duration.ofMillis(samples.length * 1000L / Hearing.RATE);
  }
}
