package org.paraat.system;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A baresip, a softphone that is not ours: it sends one tone and records what it hears. */
final class Baresip implements AutoCloseable {
  private static final Duration EVENT = Duration.ofSeconds(15);
  private static final Pattern SPEECH_BOTH_WAYS = Pattern.compile("audio=6\\d{4}/6\\d{4} ");
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  /** In tenths. */
  private static final int A_SECOND = 10;

  private static final int LONGEST_MESSAGE = 65_536;

  private final String name;
  private final BaresipFolder folder;
  private final Process process;
  private final Socket control;
  private final Thread reader;
  private final Set<Path> earlier = new HashSet<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();

  private Baresip(String name, BaresipFolder folder, int controlPort) {
    this.name = name;
    this.folder = folder;
    try {
      process = folder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      control =
          Patience.find(
              name + " takes orders: " + folder,
              Duration.ofSeconds(10),
              () -> connect(controlPort));
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
    reader = Thread.ofPlatform().name("baresip-" + name).daemon().start(this::readEvents);
  }

  private Optional<Socket> connect(int port) {
    if (!process.isAlive()) {
      throw new AssertionError("baresip ended at once: " + folder);
    }
    try {
      return Optional.of(new Socket("127.0.0.1", port));
    } catch (IOException e) {
      return Optional.empty(); // not yet listening
    }
  }

  /** A phone of ours, registered over {@code udp}, {@code tcp} or {@code tls}. */
  static Baresip registered(
      PackagedServer server, String user, String secret, String transport, int hertz) {
    return registered(server, user, secret, transport, hertz, Speech.PLAIN);
  }

  /** A phone of ours that sends its sound in a way of its own. */
  static Baresip registered(
      PackagedServer server,
      String user,
      String secret,
      String transport,
      int hertz,
      Speech speech) {
    String account =
        "<sip:%s@%s;transport=%s>;auth_pass=%s;regint=300;audio_codecs=%s%s"
            .formatted(
                user,
                server.address(transport),
                transport,
                secret,
                speech.codec(),
                speech.encryption());
    Baresip phone = start(user, account, FreePorts.one(), hertz, speech);
    // it may have registered before it took our connection, and tells nobody of it then
    try {
      Patience.until(user + " is registered: " + phone.folder, EVENT, phone::saysRegistered);
      return phone;
    } catch (AssertionError e) {
      phone.close(); // nobody else knows of it yet
      throw e;
    }
  }

  private boolean saysRegistered() {
    return screen().contains("200 OK");
  }

  /** What it has shown so far. */
  String screen() {
    return folder.screen();
  }

  /** A patient behind a carrier, at the carrier's port. */
  static Baresip behind(Carriers carriers, int port, String number, int hertz) {
    carriers.lend(port);
    String account =
        "<sip:%s@127.0.0.1:%d>;auth_pass=none;regint=0;audio_codecs=PCMA/8000/1"
            .formatted(number, port);
    return start(number, account, port, hertz, Speech.PLAIN);
  }

  private static Baresip start(String name, String account, int sipPort, int hertz, Speech speech) {
    int controlPort = FreePorts.one();
    return new Baresip(
        name,
        BaresipFolder.of(name, account, sipPort, controlPort, hertz, speech.samplesASecond()),
        controlPort);
  }

  void dial(String uri) {
    forgetSound();
    order("dial", uri);
  }

  void accept() {
    forgetSound();
    order("accept", "");
  }

  /** What was heard up to here is of earlier calls. */
  private void forgetSound() {
    earlier.addAll(folder.recordings());
  }

  /** Takes the phone for somebody: dials the code, and the keys once it has been asked for them. */
  void logsIn(PackagedServer server, String extension) {
    forgetEvents();
    dial("sip:*1@" + server.address());
    awaitEvent("CALL_ESTABLISHED");
    awaitOtherSound(3);
    press(extension + "#");
    awaitEvent("CALL_CLOSED");
    forgetEvents();
  }

  void hold() {
    order("hold", "");
  }

  void resume() {
    order("resume", "");
  }

  void hangUp() {
    order("hangup", "");
  }

  /** Presses keys in a call: they go as RFC 4733 events. */
  void press(String keys) {
    keys.chars().forEach(key -> order("sndcode", Character.toString(key)));
  }

  private void order(String command, String parameters) {
    String text =
        new JsonObject()
            .put("command", command)
            .put("params", parameters)
            .put("token", command)
            .encode();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      var out = control.getOutputStream();
      out.write((bytes.length + ":" + text + ",").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readEvents() {
    try (var in = new DataInputStream(control.getInputStream())) {
      while (true) {
        events.add(new JsonObject(readNetstring(in)));
      }
    } catch (IOException e) {
      events.add(new JsonObject().put("type", "CONTROL_ENDED").put("param", e.toString()));
    }
  }

  private static String readNetstring(DataInputStream in) throws IOException {
    int length = 0;
    for (int next = in.readUnsignedByte(); next != ':'; next = in.readUnsignedByte()) {
      length = length * 10 + next - '0';
      if (length > LONGEST_MESSAGE) {
        throw new IOException("no netstring");
      }
    }
    byte[] content = in.readNBytes(length);
    in.readUnsignedByte(); // the comma
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Waits for an event such as {@code CALL_INCOMING} since the phone began. */
  JsonObject awaitEvent(String type) {
    return Patience.find(
        name + " tells " + type + ": " + folder,
        EVENT,
        () -> events.stream().filter(event -> type.equals(event.getString("type"))).findFirst());
  }

  boolean hasHad(String type) {
    return events.stream().anyMatch(event -> type.equals(event.getString("type")));
  }

  /** From here on {@link #awaitEvent} looks at what comes. */
  void forgetEvents() {
    events.clear();
  }

  /** What it has heard since it last dialled or accepted; nothing before there was sound. */
  Sound heard() {
    return folder.recordings().stream()
        .filter(file -> !earlier.contains(file))
        .max(Comparator.naturalOrder())
        .map(Sound::read)
        .orElse(Sound.SILENCE);
  }

  /** Waits until it has heard a second of this tone in this call. */
  void awaitTone(int hertz) {
    awaitTenthsOf(hertz, A_SECOND);
  }

  /** Waits until it has heard a second more of this tone than now. */
  void awaitMoreOfTone(int hertz) {
    awaitTenthsOf(hertz, heard().tenthsOf(hertz) + A_SECOND);
  }

  /** Waits until nothing more of this tone comes. */
  void awaitNoMoreOfTone(int hertz) {
    Patience.untilSteady(
        name + " no longer hears " + hertz + " Hz: " + folder,
        HALF_A_SECOND,
        EVENT,
        () -> heard().tenthsOf(hertz));
  }

  /**
   * Waits until packets of sound come and go, of which none could not be decrypted. After a hold of
   * its own it plays them but records nothing any more.
   */
  void awaitPacketsOfSound() {
    int from = screen().length();
    Patience.until(
        name + " sends and gets packets: " + folder,
        EVENT,
        () -> {
          String screen = screen(); // once: it grows meanwhile
          return SPEECH_BOTH_WAYS.matcher(screen).region(from, screen.length()).find();
        });
    if (screen().contains("failed to decrypt")) {
      throw new AssertionError(name + " could not decrypt: " + folder);
    }
  }

  private void awaitTenthsOf(int hertz, long tenths) {
    Patience.until(
        name + " hears " + tenths + " tenths of " + hertz + " Hz: " + folder,
        EVENT,
        () -> heard().tenthsOf(hertz) >= tenths);
  }

  /** Waits until it has heard so many tenths of a second of anything but these tones. */
  void awaitOtherSound(int tenths, Integer... tones) {
    Patience.until(
        name + " hears a voice or music: " + folder,
        EVENT,
        () -> heard().tenthsOfOtherThan(tones) >= tenths);
  }

  @Override
  public void close() {
    ForeignProgram.end(process);
    try {
      control.close();
      reader.join(2_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
