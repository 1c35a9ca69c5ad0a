package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.paraat.media.MediaListener;

/** Writes down what a session reports, for a test to wait for. */
final class Ear implements MediaListener {
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  @Override
  public void keyPressed(char key) {
    reports.add("key " + key);
  }

  @Override
  public void playbackFinished(long playback) {
    reports.add("finished " + playback);
  }

  void expect(String report) throws InterruptedException {
    assertEquals(
        report, reports.poll(SocketPhone.PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "report");
  }

  void expectNothingMore() {
    assertTrue(reports.isEmpty(), () -> "also reported: " + reports);
  }
}
