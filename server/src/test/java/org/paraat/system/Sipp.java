package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One run of SIPp, a phone or carrier that is not ours; its scenarios lie in {@code
 * server/src/test/sipp}.
 */
final class Sipp implements AutoCloseable {
  private static final Duration MILESTONE = Duration.ofSeconds(15);

  private final String scenario;
  private final Path folder;
  private final Process process;
  private final Duration bound;
  private final Runnable whenEnded;

  private Sipp(Call call, int localPort, Runnable whenEnded) {
    this.scenario = call.scenario;
    this.folder = call.folder;
    this.bound = call.bound;
    this.whenEnded = whenEnded;
    try {
      process =
          new ProcessBuilder(call.command(localPort))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("screen").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prepares a scenario; {@code call} for those that begin something. */
  static Call scenario(String name) {
    return new Call(name);
  }

  /** Waits for the scenario's end, which must be a good one. */
  void succeeds() {
    assertEquals(0, exitCode(), () -> told());
  }

  private int exitCode() {
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("did not end within " + bound + ": " + told());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      close();
    }
  }

  /** Waits until the scenario has logged that it came to this point. */
  void awaitMilestone(String milestone) {
    awaitMilestone(milestone, 1);
  }

  void awaitMilestone(String milestone, int times) {
    Patience.until(
        scenario + " tells " + times + " x " + milestone + " in " + folder,
        MILESTONE,
        () -> count(milestone) >= times || endedBefore(milestone, times));
  }

  private boolean endedBefore(String milestone, int times) {
    if (!process.isAlive() && count(milestone) < times) {
      throw new AssertionError("ended without " + milestone + ": " + told());
    }
    return false;
  }

  /** How often a milestone was passed. */
  long count(String milestone) {
    return read("milestones").lines().filter(line -> line.contains(milestone)).count();
  }

  /** Every message that it sent and received. */
  String messages() {
    return read("messages");
  }

  private String read(String file) {
    Path path = folder.resolve(file);
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String told() {
    List<String> lines = messages().lines().toList();
    return scenario
        + " in "
        + folder
        + System.lineSeparator()
        + read("errors")
        + String.join(
            System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /** Ends it, whatever it does. */
  @Override
  public void close() {
    ForeignProgram.end(process);
    whenEnded.run();
  }

  /** What is to be run, built word by word. */
  static final class Call {
    private final String scenario;
    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private String server = "";
    private Duration bound = Duration.ofSeconds(40);

    private Call(String scenario) {
      this.scenario = scenario;
      this.folder = House.folderFor("sipp-" + scenario);
    }

    /** Where it sends to. */
    Call to(PackagedServer target) {
      server = target.address();
      return this;
    }

    /** By way of something in between, such as {@link Tunnel}. */
    Call to(String address) {
      server = address;
      return this;
    }

    /** Who is called; also what a digest is made over. */
    Call dialling(String number) {
      option("-s", number);
      return option("-auth_uri", number + "@" + server);
    }

    /** As a phone that knows its secret, with what else the scenario wants. */
    Call device(String user, String secret, String... more) {
      return users(List.of(phone(user, secret, more)));
    }

    /** The line of a phone for {@link #users}: SIPp makes the proof of the secret from a field. */
    static String phone(String user, String secret, String... more) {
      String proof = "[authentication username=" + user + " password=" + secret + "]";
      return String.join(";", user, proof, String.join(";", more));
    }

    /** One line each call: the fields of the scenario, split by ;. */
    Call users(List<String> lines) {
      return csv("users.csv", lines);
    }

    private Call csv(String file, List<String> lines) {
      try {
        var all = new ArrayList<>(List.of("SEQUENTIAL"));
        all.addAll(lines);
        Files.write(folder.resolve(file), all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return option("-inf", file);
    }

    /** Numbers that callers show, one after the other. */
    Call callers(String prefix, int count) {
      return users(
          IntStream.range(0, count).mapToObj(i -> String.format("%s%04d", prefix, i)).toList());
    }

    Call caller(String number) {
      return users(List.of(number));
    }

    /** How long the pauses of the scenario last. */
    Call talking(Duration time) {
      return option("-d", "" + time.toMillis());
    }

    Call overTcp() {
      return option("-t", "t1");
    }

    /** How many calls, and how many of them begin each second. */
    Call calls(int count, int perSecond) {
      option("-m", "" + count);
      option("-l", "" + count);
      return option("-r", "" + perSecond);
    }

    Call within(Duration atMost) {
      bound = atMost;
      return this;
    }

    Call option(String name, String value) {
      options.add(name);
      options.add(value);
      return this;
    }

    /** From a free port. */
    Sipp start() {
      return startAt(FreePorts.one());
    }

    Sipp startAt(int port) {
      return new Sipp(this, port, () -> {});
    }

    /** As one of the carriers. */
    Sipp startAs(Carriers carriers, int port) {
      carriers.lend(port);
      return new Sipp(this, port, () -> carriers.takeBack(port));
    }

    /** From a free port, to its good end. */
    void run() {
      start().succeeds();
    }

    private List<String> command(int localPort) {
      var command = new ArrayList<String>();
      command.add("sipp");
      if (!server.isEmpty()) {
        command.add(server);
      }
      command.addAll(List.of("-sf", House.SIPP.resolve(scenario + ".xml").toString()));
      command.addAll(List.of("-i", "127.0.0.1", "-p", "" + localPort, "-bind_local"));
      command.addAll(List.of("-mi", "127.0.0.1", "-ci", "127.0.0.1", "-cp", "" + FreePorts.one()));
      command.addAll(List.of("-mp", "" + FreePorts.block(4), "-nostdin", "-aa", "-skip_rlimit"));
      command.addAll(List.of("-timeout", bound.toSeconds() + "s", "-timeout_error"));
      command.addAll(List.of("-recv_timeout", "20000"));
      command.addAll(List.of("-trace_err", "-error_file", "errors"));
      command.addAll(List.of("-trace_msg", "-message_file", "messages"));
      command.addAll(List.of("-trace_logs", "-log_file", "milestones"));
      command.addAll(options);
      if (!options.contains("-m") && !server.isEmpty()) {
        command.addAll(List.of("-m", "1"));
      }
      return command;
    }
  }
}
