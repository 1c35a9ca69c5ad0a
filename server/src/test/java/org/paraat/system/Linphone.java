package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A linphonec, a softphone that is not ours, with several lines, hold and both transfers. */
final class Linphone implements AutoCloseable {
  private static final Duration EVENT = Duration.ofSeconds(15);
  private static final int RTP_PORTS = 20;
  private static final int SECONDS_OF_TONE = 120;
  private static final Pattern INCOMING =
      Pattern.compile("Receiving new incoming call from (.*), assigned id (\\d+)");
  private static final Pattern OUTGOING =
      Pattern.compile("Establishing call id to \\S+, assigned id (\\d+)");

  private final String user;
  private final Path folder;
  private final Process process;
  private int recordings;
  private int mark;

  private Linphone(String user, Path folder, int hertz) {
    this.user = user;
    this.folder = folder;
    try {
      var builder =
          new ProcessBuilder("linphonec", "-c", folder.resolve("settings").toString(), "-C")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("screen").toFile());
      builder.environment().put("HOME", folder.toString());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    order("soundcard use files");
    order("play " + Sound.tone(folder, hertz, SECONDS_OF_TONE, Sound.RATE));
    recordsAnew();
  }

  /** A call of the phone by the number that it has given it. */
  record Line(int number, String caller) {}

  /** A phone of ours, registered over UDP, that says one tone. */
  static Linphone registered(PackagedServer server, String user, String secret, int hertz) {
    Path folder = House.folderFor("linphone-" + user);
    try {
      Files.createDirectories(folder.resolve(".local/share/linphone"));
      Files.createDirectories(folder.resolve(".config/linphone"));
      Files.writeString(folder.resolve("settings"), settings(server, user, secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var phone = new Linphone(user, folder, hertz);
    try {
      Patience.until(
          user + " is registered: " + folder,
          EVENT,
          () -> {
            phone.order("status register");
            return phone.screen().contains("registered, identity=");
          });
      return phone;
    } catch (AssertionError e) {
      phone.close(); // nobody else knows of it yet
      throw e;
    }
  }

  private static String settings(PackagedServer server, String user, String secret) {
    int rtp = FreePorts.block(RTP_PORTS);
    return """
        [sip]
        auto_net_state_mon=0
        sip_port=%d
        sip_tcp_port=-1
        sip_tls_port=-1
        default_proxy=0
        guess_hostname=0
        register_only_when_network_is_up=0
        contact="%2$s" <sip:%2$s@127.0.0.1>
        use_ipv6=0

        [proxy_0]
        reg_proxy=<sip:%3$s>
        reg_identity="%2$s" <sip:%2$s@%3$s>
        reg_expires=300
        reg_sendregister=1
        publish=0

        [auth_info_0]
        username=%2$s
        passwd=%4$s
        realm=paraat

        [rtp]
        audio_rtp_port=%5$d-%6$d

        [sound]
        echocancellation=0
        """
        .formatted(FreePorts.one(), user, server.address(), secret, rtp, rtp + RTP_PORTS - 1);
  }

  // --- what its person does ---

  /** Dials and waits for the answer. */
  Line dial(String number) {
    marks();
    order("call " + number);
    Matcher told = awaits(OUTGOING);
    var line = new Line(Integer.parseInt(told.group(1)), "");
    awaits("Media streams established with .* for call " + line.number());
    return line;
  }

  /** Dials a code and listens until the platform hangs up. */
  void dialsCode(String code) {
    Line line = dial(code);
    awaitsEnd(line);
  }

  /** Waits until a call rings here. */
  Line awaitsCall() {
    Matcher told = awaits(INCOMING);
    marks();
    return new Line(Integer.parseInt(told.group(2)), told.group(1));
  }

  /** Takes a call; one that goes on is put on hold by the phone itself. */
  void answers(Line line) {
    marks();
    order("answer " + line.number());
    awaits("Media streams established with .* for call " + line.number());
  }

  void holds(Line line) {
    marks();
    order("pause " + line.number());
    awaits("Call " + line.number() + " with .* is now paused");
  }

  void resumes(Line line) {
    marks();
    order("resume " + line.number());
    awaits(
        "Call "
            + line.number()
            + " .*resum|Media streams established with .* for call "
            + line.number());
  }

  /** Blind (REFER). */
  void transfers(Line line, String number) {
    marks();
    order("transfer " + line.number() + " " + number);
  }

  /** Attended (REFER with Replaces): the first line carries the request. */
  void transfers(Line line, Line target) {
    marks();
    order("transfer " + line.number() + " --to-call " + target.number());
  }

  void hangsUp(Line line) {
    marks();
    order("terminate " + line.number());
  }

  void awaitsEnd(Line line) {
    awaits("Call " + line.number() + " with .* ended");
  }

  // --- what it has heard ---

  /** From now on what it hears is kept apart from what it has heard so far. */
  void recordsAnew() {
    recordings++;
    order("record " + recording());
  }

  private Path recording() {
    return folder.resolve("heard-" + recordings + ".wav");
  }

  Sound heard() {
    return Files.exists(recording()) ? Sound.read(recording()) : Sound.SILENCE;
  }

  // --- its screen ---

  private void order(String command) {
    try {
      var out = process.getOutputStream();
      out.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was shown up to here is of the past. */
  private void marks() {
    mark = screen().length();
  }

  private void awaits(String pattern) {
    awaits(Pattern.compile(pattern));
  }

  private Matcher awaits(Pattern pattern) {
    return Patience.find(
        user + " shows " + pattern + ": " + folder,
        EVENT,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("linphonec has ended: " + folder);
          }
          String screen = screen();
          Matcher matcher = pattern.matcher(screen).region(mark, screen.length());
          return matcher.find() ? Optional.of(matcher) : Optional.empty();
        });
  }

  String screen() {
    try {
      return Files.readString(folder.resolve("screen"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ForeignProgram.end(process);
  }

  /** Its power fails: nothing of it says goodbye. */
  void losesItsPower() {
    process.destroyForcibly().onExit().join();
  }
}
