package org.paraat.server.tools;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paraat.server.phone.Identity;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.PhoneCall.State;
import org.paraat.server.phone.Phones;
import org.paraat.server.phone.Phones.NotConnected;
import org.paraat.server.phone.Sound;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scripts/call}: places or takes a call and tells what happens. */
@Command(
    name = "scripts/call",
    usageHelpAutoWidth = true,
    usageHelpWidth = 100,
    sortOptions = false,
    description =
        "Places a call from a phone to a number and tells what happens and what is heard; without a"
            + " number it registers the phone and takes the next call that rings.",
    footer = {
      "",
      "  scripts/call desk1 *1 --keys 1201#       logs 1201 in on desk1",
      "  scripts/call desk1                       waits for a call, answers it",
      "  scripts/call carrier-a 0880000100        a patient calls from outside",
      "",
      "The secret of a demo phone is NAME-secret; of another set PARAAT_PHONE_SECRET."
    })
public final class CallCommand implements Callable<Integer> {
  private static final int TONE = 440;
  private static final int CARRIER_TONE = 660;
  private static final Duration LONGEST_RING = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration SETTLED = Duration.ofMillis(600);
  private static final Duration LASTING = Duration.ofSeconds(1);
  private static final int SAMPLES_A_MILLISECOND = 8;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final PrintStream out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean asksForHelp;

  private final long began = System.nanoTime();
  private long listenedFrom;
  private boolean isBegun;

  @Parameters(
      index = "0",
      paramLabel = "PHONE",
      description =
          "desk1 ... desk8, soft1 or soft2; carrier-a or carrier-b for a caller from outside")
  private String phoneName;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "what to dial: 1202, *48*999, 0612345678, 112")
  private Optional<String> number = Optional.empty();

  @Option(
      names = "--talk",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "hang up so long after the answer (10)")
  private int talk;

  @Option(
      names = "--listen",
      description = "only listen: say no tone, and stay until the other side hangs up")
  private boolean listens;

  @Option(names = "--keys", paramLabel = "KEYS", description = "type these keys when answered")
  private String keys = "";

  @Option(
      names = "--as",
      paramLabel = "NUMBER",
      defaultValue = "0612345678",
      description = "the caller that a carrier shows (0612345678)")
  private String caller;

  @Option(
      names = "--sip-port",
      paramLabel = "PORT",
      defaultValue = "5060",
      description = "where Paraat takes SIP (5060)")
  private int sipPort;

  @Option(
      names = "--carrier-port",
      paramLabel = "PORT",
      defaultValue = "5080",
      description = "where the demo expects carrier-a; carrier-b is two above it (5080)")
  private int carrierPort;

  CallCommand(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CallCommand(System.out)).execute(arguments));
  }

  /** By the rule of the demo, where the environment says nothing else. */
  static String secretOf(String phone) {
    String given = System.getenv().getOrDefault("PARAAT_PHONE_SECRET", "");
    return given.isEmpty() ? phone + "-secret" : given;
  }

  @Override
  public Integer call() throws IOException {
    try (var phones = Phones.calling("127.0.0.1", sipPort);
        Phone phone = phones.connect(identity())) {
      Runtime.getRuntime().addShutdownHook(new Thread(phone::close, "hang up"));
      return number.isPresent() ? places(phone) : takes(phone);
    } catch (NotConnected e) {
      System.err.println(e.getMessage());
      return 2;
    }
  }

  private Identity identity() {
    return switch (phoneName) {
      case "carrier-a" -> Identity.carrier(phoneName, carrierPort, CARRIER_TONE);
      case "carrier-b" -> Identity.carrier(phoneName, carrierPort + 2, CARRIER_TONE);
      default -> Identity.device(phoneName, secretOf(phoneName), TONE);
    };
  }

  private int places(Phone phone) throws IOException {
    boolean isOutside = phone.isCarrier();
    tell((isOutside ? caller : phoneName) + " calls " + number.orElseThrow());
    PhoneCall call = phone.dial(isOutside ? caller : phoneName, number.orElseThrow(), this::tell);
    long deadline = System.nanoTime() + LONGEST_RING.toNanos();
    while (call.state().compareTo(State.TALKING) < 0 && System.nanoTime() < deadline) {
      tellWhatIsHeard(call, false);
      call.awaits(State.TALKING, LOOK_AGAIN);
    }
    if (call.state().compareTo(State.TALKING) < 0) {
      tell("nobody answers within " + Wording.seconds(LONGEST_RING));
    }
    return talks(call);
  }

  private int takes(Phone phone) {
    if (!phone.isCarrier()) {
      Optional<String> trouble = phone.register();
      if (trouble.isPresent()) {
        System.err.println(phoneName + " cannot register: " + trouble.get());
        return 2;
      }
      tell(phoneName + " is registered and waits for a call");
    }
    Optional<PhoneCall> call = phone.awaitsRinging(LONGEST_WAIT);
    if (call.isEmpty()) {
      tell("no call came within " + LONGEST_WAIT.toMinutes() + " minutes");
      return 1;
    }
    tell("rings: " + call.get().caller() + " calls " + call.get().dialled());
    call.get().tells(this::tell);
    call.get().answer();
    call.get().awaits(State.TALKING, LOOK_AGAIN);
    return talks(call.get());
  }

  private int talks(PhoneCall call) {
    boolean wasAnswered = call.state() == State.TALKING;
    if (wasAnswered && !listens) {
      call.talk();
    }
    if (wasAnswered && !keys.isEmpty()) {
      tell("types " + keys);
      call.press(keys);
    }
    Duration longest = listens ? LONGEST_WAIT : Duration.ofSeconds(talk);
    long deadline = System.nanoTime() + longest.toNanos();
    while (call.state() == State.TALKING && System.nanoTime() < deadline) {
      tellWhatIsHeard(call, false);
      call.awaits(State.ENDED, LOOK_AGAIN);
    }
    tellWhatIsHeard(call, true);
    call.hangUp();
    call.awaits(State.ENDED, LOOK_AGAIN);
    return wasAnswered ? 0 : 1;
  }

  /** Tells each sound once: speech when it is over, a tone or music as soon as it lasts. */
  private void tellWhatIsHeard(PhoneCall call, boolean isAll) {
    Duration now = Duration.ofMillis((call.ear().now() - listenedFrom) / SAMPLES_A_MILLISECOND);
    long toldUntil = 0;
    for (Sound sound : call.ear().since(listenedFrom)) {
      boolean isOver = isAll || sound.end().plus(SETTLED).compareTo(now) < 0;
      boolean lasts = sound.kind() != Sound.Kind.SPEECH && sound.lasting().compareTo(LASTING) > 0;
      if (isOver) {
        toldUntil = sound.end().toMillis();
        tell((isBegun ? "heard " : "hears ") + sound.inWords());
        isBegun = false;
      } else if (lasts && !isBegun) {
        tell("hears " + (sound.kind() == Sound.Kind.MUSIC ? "music" : sound.hertz() + " Hz"));
        isBegun = true;
      }
    }
    listenedFrom += toldUntil * SAMPLES_A_MILLISECOND;
  }

  private synchronized void tell(String words) {
    Duration since = Duration.ofNanos(System.nanoTime() - began);
    out.printf("%7s  %s%n", Wording.seconds(since), words);
    out.flush();
  }
}
