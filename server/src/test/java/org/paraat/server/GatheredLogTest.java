package org.paraat.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheredLogTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("call");

  private void writeTo(OutputStream out) {
    context.setMDCAdapter(new LogbackMDCAdapter());
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %msg%n");
    encoder.start();
    var gathered = new GatheredLog(out);
    gathered.setContext(context);
    gathered.setEncoder(encoder);
    gathered.start();
    log.addAppender(gathered);
    log.setLevel(Level.INFO);
  }

  @Test
  void everyLineIsWrittenInOrderWhenTheLogIsStopped() {
    var out = new ByteArrayOutputStream();
    writeTo(out);
    var expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      log.info("line {}", i);
      expected.append("INFO line ").append(i).append(System.lineSeparator());
    }
    context.stop();
    assertEquals(expected.toString(), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aLineIsWrittenWhileNobodyLogsAnything() throws InterruptedException {
    var written = new CountDownLatch(1);
    writeTo(
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            if (size() > 0) {
              written.countDown();
            }
          }
        });
    log.info("alone");
    assertTrue(written.await(5, TimeUnit.SECONDS));
    context.stop();
  }

  @Test
  void whoLogsNeverWaitsForATerminalAndWarningsAreDroppedLast() throws InterruptedException {
    var stuck = new CountDownLatch(1);
    var goesOn = new CountDownLatch(1);
    var out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            stuck.countDown();
            try {
              assertTrue(goesOn.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            super.write(bytes, from, length);
          }
        };
    writeTo(out);
    log.info("first");
    assertTrue(stuck.await(5, TimeUnit.SECONDS));
    for (int i = 0; i < 20_000; i++) {
      log.info("many");
    }
    log.warn("the warning");
    goesOn.countDown();
    context.stop();
    String written = out.toString(StandardCharsets.UTF_8);
    assertTrue(written.endsWith("WARN the warning" + System.lineSeparator()));
    assertTrue(written.lines().count() < 10_000, "lines: " + written.lines().count());
  }
}
