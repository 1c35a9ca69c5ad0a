package org.paraat.server.tools;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paraat.server.phone.Identity;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.Phones;
import org.paraat.server.phone.Phones.NotConnected;
import org.paraat.server.tools.Platform.NoAnswer;
import org.paraat.server.tools.Story.StepFailed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/demo}: plays the main job against the running demo. */
@Command(
    name = "scripts/demo",
    usageHelpAutoWidth = true,
    usageHelpWidth = 100,
    sortOptions = false,
    description =
        "Plays the main job with phones of its own against the running demo (scripts/run) and tells"
            + " step by step what each party hears: a triagist logs in, a patient calls, waits with"
            + " music, is answered, they talk; calls are held, handed to a doctor, interrupted by an"
            + " emergency, called back, picked up and parked; then a switch is turned and the next call goes"
            + " elsewhere. It ends with an error at the first step that fails, and puts everything"
            + " back as it was.")
public final class DemoCommand implements Callable<Integer> {
  private static final String DESK = "desk1";
  private static final int DESK_TONE = 440;
  private static final String DOCTORS_DESK = "desk2";
  private static final int DOCTORS_TONE = 550;
  private static final String CARRIER = "carrier-a";
  private static final int CARRIER_TONE = 660;

  private final PrintStream out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean asksForHelp;

  @Option(
      names = "--sip-port",
      paramLabel = "PORT",
      defaultValue = "5060",
      description = "where the demo takes SIP (5060)")
  private int sipPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "where its API is (8080)")
  private int httpPort;

  @Option(
      names = "--carrier-port",
      paramLabel = "PORT",
      defaultValue = "5080",
      description = "where the demo expects carrier-a (5080)")
  private int carrierPort;

  DemoCommand(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DemoCommand(System.out)).execute(arguments));
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.ours(out);
    var story = new Story(out, terminal);
    var undo = new Undo();
    putBackWhenBrokenOff(story, undo);
    try (Platform platform = Platform.at("127.0.0.1", httpPort)) {
      var backstage = new Backstage(platform);
      Optional<String> obstacle = backstage.obstacle(DESK, "1201", "999");
      if (obstacle.isEmpty()) {
        obstacle = backstage.obstacle(DOCTORS_DESK, "1301", "900");
      }
      if (obstacle.isPresent()) {
        return cannotPlay(obstacle.get());
      }
      return play(new Theatre(backstage, story, undo, terminal));
    } catch (NoAnswer | NotConnected e) {
      return cannotPlay(e.getMessage());
    }
  }

  private int play(Theatre theatre) throws NotConnected {
    Story story = theatre.story();
    try (var phones = Phones.calling("127.0.0.1", sipPort);
        Phone carrier = phones.connect(Identity.carrier(CARRIER, carrierPort, CARRIER_TONE));
        Phone desk = phones.connect(desk(DESK, DESK_TONE));
        Phone doctor = phones.connect(desk(DOCTORS_DESK, DOCTORS_TONE))) {
      // a process that is broken off ends when everything is undone, so this belongs to it
      theatre.undo().later("", carrier::close);
      theatre.undo().later("", desk::close);
      theatre.undo().later("", doctor::close);
      try {
        new Demo(theatre, desk, doctor, carrier, out).play();
        story.end("Everything went as it should:");
        return 0;
      } catch (StepFailed failed) {
        return 1;
      } finally {
        theatre.undo().all(story::remark);
      }
    }
  }

  private static Identity desk(String name, int tone) {
    return Identity.device(name, CallCommand.secretOf(name), tone);
  }

  private static int cannotPlay(String why) {
    System.err.println(why);
    return 2;
  }

  // Ctrl-C: the steps end where they are, and what was changed is put back before the process ends.
  private static void putBackWhenBrokenOff(Story story, Undo undo) {
    Thread player = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  story.stop();
                  undo.breakOff(player, story::remark);
                },
                "put back"));
  }

  /** All that a play needs beside its players. */
  record Theatre(Backstage backstage, Story story, Undo undo, Terminal terminal) {}
}
