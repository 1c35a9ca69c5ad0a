package org.paraat.server;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.paraat.provisioning.ProvisioningFailed;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Starts Paraat from the command line and stops it in order when asked to. */
public final class Main {
  private static final int COULD_NOT_START = 1;
  private static final int WRONG_USE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var options = new CommandLineOptions();
    var commandLine = new CommandLine(options);
    try {
      if (CommandLine.printHelpIfRequested(commandLine.parseArgs(arguments))) {
        return;
      }
      Settings settings =
          new SettingsReader(System.getenv()).read(options.config(), options.given());
      run(settings, new StartReport(out));
    } catch (CommandLine.ParameterException e) {
      fail(e.getMessage() + "; scripts/run --help lists the options", WRONG_USE);
    } catch (BadSetting e) {
      fail(e.getMessage(), WRONG_USE);
    } catch (CannotStart | ProvisioningFailed e) {
      fail(e.getMessage(), COULD_NOT_START);
    }
  }

  private static void run(Settings settings, StartReport report) throws CannotStart {
    var platform = new Platform(settings, report);
    // The JVM waits for this thread, so that Ctrl-C ends calls and database in order.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      platform.stop();
                      LogFlush.flush(LoggerFactory.getILoggerFactory());
                    }));
    platform.start();
  }

  private static void fail(String why, int status) {
    System.err.println("Paraat does not start: " + why);
    System.exit(status);
  }
}
