package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.paraat.media.MediaListener;

/** Writes down what a session reports, for a test to wait for. */
final class Ear implements MediaListener {
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  @Override
  public void keySounded(char key) {
    reports.add("sounded " + key);
  }

  @Override
  public void keyPressed(char key) {
    reports.add("key " + key);
  }

  @Override
  public void playbackFinished(long playback) {
    reports.add("finished " + playback);
  }

  @Override
  public void soundMissed(Duration silence) {
    reports.add("missed");
  }

  @Override
  public void soundLost(Duration silence) {
    reports.add("lost");
  }

  @Override
  public void sessionBroke() {
    reports.add("broken");
  }

  void expect(String report) throws InterruptedException {
    assertEquals(
        report, reports.poll(SocketPhone.PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "report");
  }

  void expectNothingMore() {
    assertTrue(reports.isEmpty(), () -> "also reported: " + reports);
  }
}
