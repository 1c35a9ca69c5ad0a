package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scripts that show the platform: demo, call and trace, as a newcomer starts them. */
@Tag("system")
@Timeout(300)
class DemoSystemTest {
  private static final Duration DEMO_TAKES = Duration.ofSeconds(100);

  @Test
  void theMainJobIsPlayedExplainedAndLeavesEverythingAsItWas() {
    try (var carriers = new Carriers();
        var server = PackagedServer.start("demo")) {
      carriers.lend(Carriers.A);
      long began = System.nanoTime();
      var demo = Tool.start("DemoCommand", server, true);
      assertEquals(0, demo.exitCode(), demo::output);
      carriers.takeBack(Carriers.A);
      assertTrue(System.nanoTime() - began < DEMO_TAKES.toNanos(), demo::output);
      assertTrue(demo.output().contains("U bent ingelogd."), demo::output);
      assertEverythingIsAsItWas(server, demo);

      var list = Tool.start("TraceCommand", server, false, "list");
      assertEquals(0, list.exitCode(), list::output);
      assertTrue(list.output().contains("answered by 1201"), list::output);
      var trace = Tool.start("TraceCommand", server, false);
      assertEquals(0, trace.exitCode(), trace::output);
      assertTrue(trace.output().contains("INVITE"), trace::output);
      assertTrue(trace.output().contains("Why"), trace::output);
      // the demo lets one emergency caller hang up, of whom the operators must hear
      var troubles = server.troubles();
      assertTrue(
          troubles.stream().allMatch(line -> line.contains("EMERGENCY_ABANDONED")),
          troubles::toString);
    }
  }

  @Test
  void aDemonstrationThatIsBrokenOffPutsEverythingBack() {
    try (var carriers = new Carriers();
        var server = PackagedServer.start("demo")) {
      carriers.lend(Carriers.A);
      var demo = Tool.start("DemoCommand", server, true);
      Patience.until(
          "the switch is turned",
          DEMO_TAKES,
          () -> demo.output().contains("turns switch HAP to \"Externe doorschakeling\""));
      demo.breakOff();
      demo.exitCode();
      assertEverythingIsAsItWas(server, demo);
    }
  }

  @Test
  void aCallFromAPhoneIsToldStepByStep() {
    try (var server = PackagedServer.start("demo")) {
      var call = Tool.start("CallCommand", server, true, "desk1", "*0", "--listen");
      assertEquals(0, call.exitCode(), call::output);
      assertTrue(call.output().contains("200: answered"), call::output);
      assertTrue(call.output().contains("Er is niemand ingelogd op dit toestel."), call::output);

      var unknown = Tool.start("CallCommand", server, true, "desk99", "1202");
      assertEquals(1, unknown.exitCode(), unknown::output);
    }
  }

  private static void assertEverythingIsAsItWas(PackagedServer server, Tool tool) {
    assertEquals("absent", server.stateOf("1201", "999"), tool::output);
    for (var each : server.list("/api/switches")) {
      assertEquals("Open", each.getString("position"), tool::output);
    }
    for (var device : server.list("/api/devices")) {
      assertEquals("unreachable", device.getString("state"), tool::output);
      assertEquals(null, device.getString("extension"), tool::output);
    }
  }

  /** One of our command-line tools in a process of its own. */
  private record Tool(Process process, Path log) {

    static Tool start(
        String command, PackagedServer server, boolean speaksSip, String... arguments) {
      Path log = House.folderFor("tool").resolve(command + ".log");
      var line = new ArrayList<String>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      line.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
      line.add("-Dlogback.configurationFile=tools-logback.xml");
      line.addAll(List.of("-cp", House.PACKAGE.resolve("lib") + "/*"));
      line.add("org.paraat.server.tools." + command);
      if (speaksSip) {
        line.addAll(List.of("--sip-port", "" + server.sipPort()));
      }
      if (!command.equals("CallCommand")) {
        line.addAll(List.of("--http-port", "" + server.httpPort()));
      }
      if (command.equals("DemoCommand")) {
        line.addAll(List.of("--carrier-port", "" + Carriers.A));
      }
      line.addAll(List.of(arguments));
      try {
        Process process =
            new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new Tool(process, log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int exitCode() {
      try {
        boolean ended = process.waitFor(DEMO_TAKES.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> "did not end: " + output());
        return process.exitValue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    void breakOff() {
      process.destroy();
    }

    String output() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
