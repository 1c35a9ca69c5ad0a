package org.paraat.server.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paraat.engine.CallLadders.Rung;
import org.paraat.server.tools.Platform.NoAnswer;
import org.paraat.server.tools.Platform.NotKnown;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scripts/trace}: what happened in a call, and why, in the terminal. */
@Command(
    name = "scripts/trace",
    usageHelpAutoWidth = true,
    usageHelpWidth = 100,
    sortOptions = false,
    description =
        "Shows what happened in a call as a ladder, its SIP messages as arrows between the lanes, and"
            + " below it every decision in words.",
    footer = {"", "PARAAT_TOKEN is the token for the API; the demo on 127.0.0.1 needs none."})
public final class TraceCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int MOST_CALLS = 1000;

  private final PrintStream out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean asksForHelp;

  @Parameters(
      arity = "0..1",
      paramLabel = "CALL",
      defaultValue = "latest",
      description = "a call's id, 'latest' (the default), or 'list' for the latest calls")
  private String call;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "where the API is")
  private String address;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "its port (8080)")
  private int httpPort;

  @Option(
      names = "--limit",
      paramLabel = "CALLS",
      defaultValue = "20",
      description = "most calls that 'list' shows (20)")
  private int limit;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "columns to draw in (the terminal's)")
  private Optional<Integer> width = Optional.empty();

  TraceCommand(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TraceCommand(System.out)).execute(arguments));
  }

  @Override
  public Integer call() {
    Terminal ours = Terminal.ours(out);
    Terminal terminal = width.map(ours::wide).orElse(ours);
    try (Platform platform = Platform.at(address, httpPort)) {
      if (call.equals("list")) {
        list(platform.calls(Math.clamp(limit, 1, MOST_CALLS)));
        return 0;
      }
      Optional<CallLine> found = find(platform);
      if (found.isEmpty()) {
        out.println(
            call.equals("latest")
                ? "There has been no call yet."
                : "There is no call " + call + ": scripts/trace list shows the latest.");
        return 1;
      }
      show(platform, found.get(), terminal);
      return 0;
    } catch (NoAnswer failure) {
      System.err.println(failure.getMessage());
      return 2;
    }
  }

  private Optional<CallLine> find(Platform platform) throws NoAnswer {
    return call.equals("latest")
        ? platform.calls(1).stream().findFirst()
        : platform.calls(MOST_CALLS).stream().filter(line -> line.id().equals(call)).findFirst();
  }

  private void list(List<CallLine> calls) {
    calls.forEach(
        line ->
            out.printf(
                "%-16s %s  %-12s -> %-12s %s%n",
                line.id(), local(line.startedAt()), line.from(), line.to(), line.outcome()));
    if (calls.isEmpty()) {
      out.println("There has been no call yet.");
    }
  }

  private void show(Platform platform, CallLine line, Terminal terminal) throws NoAnswer {
    out.println(terminal.bold("Call " + line.id()) + " of " + local(line.startedAt()));
    out.println(line.from() + " -> " + line.to() + ": " + line.outcome());
    if (!line.lived().isEmpty()) {
      Wording.wrapped(String.join(", ", line.lived()), terminal.width()).forEach(out::println);
    }
    out.println();
    List<Rung> rungs = ladder(platform, line);
    new Ladder(rungs, line.from(), terminal).lines().forEach(out::println);
    Instant zero = rungs.isEmpty() ? line.startedAt() : rungs.getFirst().at();
    out.println();
    out.println(terminal.bold("Why"));
    decisions(platform.trace(line.id()), zero, terminal.width()).forEach(out::println);
    if (!line.sound().isEmpty()) {
      out.println();
      out.println(terminal.bold("How it sounded"));
      line.sound().stream()
          .flatMap(leg -> Wording.wrapped(leg, terminal.width()).stream())
          .forEach(out::println);
    }
  }

  private List<Rung> ladder(Platform platform, CallLine line) throws NoAnswer {
    try {
      return platform.ladder(line.id());
    } catch (NotKnown gone) {
      out.println("The messages of this call are no longer kept; its decisions are.");
      return List.of();
    }
  }

  static List<String> decisions(List<Decision> decisions, Instant zero, int width) {
    return decisions.stream()
        .flatMap(
            decision -> {
              String time =
                  "%8s  ".formatted("+" + Duration.between(zero, decision.at()).toMillis());
              List<String> parts = Wording.wrapped(decision.inWords(), width - time.length());
              return java.util.stream.IntStream.range(0, parts.size())
                  .mapToObj(i -> (i == 0 ? time : " ".repeat(time.length())) + parts.get(i));
            })
        .toList();
  }

  private static String local(Instant at) {
    return TIME.format(at.atZone(ZoneId.systemDefault()));
  }
}
