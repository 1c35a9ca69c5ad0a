package org.paraat.system.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that is started, killed without a warning, and started again on what it left. */
public final class KilledServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /** The same on every Linux that Java runs on. */
  private static final double TICKS_A_SECOND = 100;

  private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final List<String> command;
  private final Path data;
  private final Path log;
  private final String address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private Process process;

  /**
   * @param command that starts it
   * @param data its data folder, by which its database is found too
   * @param log where all its lives write to
   */
  public KilledServer(List<String> command, Path data, Path log, int httpPort) {
    this.command = command;
    this.data = data;
    this.log = log;
    this.address = "http://127.0.0.1:" + httpPort;
  }

  /**
   * @return how long it took until calls could be placed
   */
  public Duration start() throws IOException {
    long began = System.nanoTime();
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    while (!isReady()) {
      boolean isLate = System.nanoTime() - began > LONGEST_START.toNanos();
      if (isLate || !process.isAlive()) {
        throw new IllegalStateException("the server did not become ready; see " + log);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private boolean isReady() {
    try {
      return status(request("/health/ready").GET().build()) == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(10))
        .header("Authorization", "Bearer demo-admin-token");
  }

  private int status(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  String get(String path) throws IOException {
    try {
      return http.send(request(path).GET().build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Turns a switch; returns the status of the answer. */
  int turn(String id, String position) throws IOException {
    String body = "{\"position\":\"" + position + "\"}";
    return status(
        request("/api/switches/" + id)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** User and system time that it has used in this life. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  /** SIGKILL to the server alone; returns when it is gone. */
  public void killAlone() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGKILL to the server and its database at the same moment. */
  void killWithDatabase() throws IOException {
    var kill = new ArrayList<>(List.of("kill", "-9", Long.toString(process.pid())));
    database().forEach(each -> kill.add(Long.toString(each.pid())));
    new ProcessBuilder(kill).start().onExit().join();
    process.onExit().join();
  }

  private List<ProcessHandle> database() {
    return ProcessHandle.allProcesses()
        .filter(each -> each.pid() != process.pid() && each.pid() != ProcessHandle.current().pid())
        .filter(each -> each.info().command().orElse("").contains("maria"))
        .filter(each -> each.info().commandLine().orElse("").contains(data.toString()))
        .toList();
  }

  /** Ends it in order. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    database().forEach(ProcessHandle::destroyForcibly);
  }
}
