package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone in a browser, as far as SIP sees it (RFC 7118): it answers every call, and says back what
 * it hears.
 */
final class SocketPhone implements WebSocket.Listener, AutoCloseable {
  private static final int LARGEST_PACKET = 2_000;
  private static final long LONGEST_SECONDS = 15;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String user;
  private final String host;
  private final WebSocket socket;
  private final DatagramSocket sound;
  private final AtomicInteger packets = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final StringBuilder part = new StringBuilder();
  private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final DigestProof proof;
  private String dialog = "";
  private String target = "";
  private int soundPort;
  private volatile boolean isEchoing = true;

  private SocketPhone(PackagedServer server, String user, String secret) {
    this.user = user;
    host = user + "-browser.invalid";
    proof = new DigestProof(user, secret);
    try {
      sound = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().name("echo-" + user).daemon().start(this::echo);
    socket =
        client
            .newWebSocketBuilder()
            .subprotocols("sip")
            .connectTimeout(Duration.ofSeconds(5))
            .buildAsync(URI.create("ws://127.0.0.1:" + server.httpPort() + "/sip"), this)
            .join();
  }

  static SocketPhone registered(PackagedServer server, String user, String secret) {
    var phone = new SocketPhone(server, user, secret);
    phone.register();
    return phone;
  }

  private void register() {
    String callId = "register-" + System.nanoTime();
    String challenge = ask("REGISTER", "sip:127.0.0.1", callId, 1, registration(""));
    String granted =
        ask(
            "REGISTER",
            "sip:127.0.0.1",
            callId,
            2,
            registration(proof.of(challenge, "REGISTER", "sip:127.0.0.1")));
    expect(granted, "SIP/2.0 200");
  }

  private static String registration(String proof) {
    return proof + "Supported: path, outbound\r\nExpires: 300\r\n";
  }

  /** Calls, proves itself, and returns when it is answered. */
  void dial(String number) {
    String callId = "call-" + System.nanoTime();
    String uri = "sip:" + number + "@127.0.0.1";
    String challenge = await(ask("INVITE", uri, callId, 1, sdp("")), "SIP/2.0 401");
    say("ACK", uri, callId, 1, "", header(challenge, "To"), "");
    String answer =
        await(
            ask("INVITE", uri, callId, 2, sdp(proof.of(challenge, "INVITE", uri))), "SIP/2.0 200");
    target = header(answer, "Contact").replaceAll(".*<|>.*", "");
    dialog = callId + "|" + header(answer, "To");
    soundPort = Integer.parseInt(part(answer, "(?m)^m=audio (\\d+) "));
    say("ACK", target, callId, 2, "", header(answer, "To"), "");
    events.add("established");
  }

  /** Presses keys in the call that it made, told by INFO. */
  void press(String keys) {
    for (char key : keys.toCharArray()) {
      String content = "Signal=" + key + "\r\nDuration=160\r\n";
      within("INFO", "Content-Type: application/dtmf-relay\r\n", content);
      expect(next(responses), "SIP/2.0 200");
    }
  }

  /** From now on it says nothing of itself. */
  void fallsSilent() {
    isEchoing = false;
  }

  /** Presses keys in the call that it made, heard in the sound alone. */
  void sounds(String keys) {
    KeyTones.of(keys).sendFrom(sound, soundPort);
  }

  void hangUp() {
    within("BYE", "", "");
    expect(next(responses), "SIP/2.0 200");
  }

  private void within(String method, String more, String content) {
    String[] known = dialog.split("\\|");
    say(method, target, known[0], 2 + numbers.incrementAndGet(), more, known[1], content);
  }

  private String ask(String method, String uri, String callId, int number, String more) {
    responses.clear();
    int empty = more.indexOf("\r\n\r\n");
    String headers = empty < 0 ? more : more.substring(0, empty + 2);
    String content = empty < 0 ? "" : more.substring(empty + 4);
    String to = method.equals("REGISTER") ? "<sip:" + user + "@127.0.0.1>" : "<" + uri + ">";
    say(method, uri, callId, number, headers, to, content);
    return next(responses);
  }

  private void say(
      String method,
      String uri,
      String callId,
      int number,
      String more,
      String to,
      String content) {
    String branch = "z9hG4bK" + callId + number + (method.equals("ACK") ? "INVITE" : method);
    send(
        method
            + " "
            + uri
            + " SIP/2.0\r\n"
            + "Via: SIP/2.0/WS "
            + host
            + ";branch="
            + branch
            + "\r\n"
            + "Max-Forwards: 70\r\n"
            + "From: <sip:"
            + user
            + "@127.0.0.1>;tag="
            + callId
            + "\r\n"
            + "To: "
            + to
            + "\r\n"
            + "Call-ID: "
            + callId
            + "\r\n"
            + "CSeq: "
            + number
            + " "
            + method
            + "\r\n"
            + "Contact: <sip:"
            + user
            + "@"
            + host
            + ";transport=ws>;+sip.instance=\"<urn:uuid:"
            + user
            + ">\"\r\n"
            + "User-Agent: browser\r\n"
            + more
            + "Content-Length: "
            + content.length()
            + "\r\n\r\n"
            + content);
  }

  private String sdp(String headers) {
    return headers + "Content-Type: application/sdp\r\n\r\n" + description();
  }

  private String description() {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + sound.getLocalPort()
        + " RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=ptime:20\r\na=sendrecv\r\n";
  }

  private void send(String message) {
    socket.sendText(message, true).join();
  }

  /** Waits until something happened: rings, established, over. */
  void awaitEvent(String event) {
    for (String seen = next(events); !seen.equals(event); seen = next(events)) {
      // what happened before it is of no interest
    }
  }

  /** How many packets of sound it has heard. */
  int heard() {
    return packets.get();
  }

  private String await(String first, String status) {
    String response = first;
    while (response.startsWith("SIP/2.0 1")) {
      response = next(responses);
    }
    expect(response, status);
    return response;
  }

  private void expect(String response, String status) {
    if (!response.startsWith(status)) {
      throw new AssertionError(user + " expected " + status + ", not " + response);
    }
  }

  private String next(BlockingQueue<String> queue) {
    try {
      String found = queue.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (found == null) {
        throw new AssertionError(user + " waited in vain");
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  // --- what comes in ---

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
    part.append(text);
    if (isLast) {
      String message = part.toString();
      part.setLength(0);
      take(message);
    }
    from.request(1);
    return null; // taken at once, as the interface has it
  }

  private void take(String message) {
    switch (message.substring(0, Math.max(0, message.indexOf(' ')))) {
      case "SIP/2.0" -> responses.add(message);
      case "INVITE" -> {
        answer(message, "180 Ringing", "");
        events.add("rings");
        answer(message, "200 OK", description());
      }
      case "ACK" -> events.add("established");
      case "BYE" -> {
        answer(message, "200 OK", "");
        events.add("over");
      }
      default -> answer(message, "200 OK", "");
    }
  }

  private void answer(String request, String status, String content) {
    var response = new StringBuilder("SIP/2.0 " + status + "\r\n");
    for (String line : request.split("\r\n")) {
      if (line.startsWith("Via:") || line.startsWith("From:") || line.startsWith("Record-Route:")) {
        response.append(line).append("\r\n");
      } else if (line.startsWith("To:")) {
        response.append(line).append(line.contains("tag=") ? "" : ";tag=" + user).append("\r\n");
      } else if (line.startsWith("Call-ID:") || line.startsWith("CSeq:")) {
        response.append(line).append("\r\n");
      }
    }
    response.append("Contact: <sip:" + user + "@" + host + ";transport=ws>\r\n");
    if (!content.isEmpty()) {
      response.append("Content-Type: application/sdp\r\n");
    }
    send(response + "Content-Length: " + content.length() + "\r\n\r\n" + content);
  }

  static String header(String message, String name) {
    return part(message, "(?mi)^" + name + ": *(.*?)\\r?$");
  }

  private static String part(String message, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(message);
    if (!found.find()) {
      throw new AssertionError("there is no " + pattern + " in " + message);
    }
    return found.group(1);
  }

  private void echo() {
    var packet = new DatagramPacket(new byte[LARGEST_PACKET], LARGEST_PACKET);
    try {
      while (true) {
        packet.setLength(LARGEST_PACKET);
        sound.receive(packet);
        packets.incrementAndGet();
        if (isEchoing) {
          sound.send(packet);
        }
      }
    } catch (IOException over) {
      events.add("sound ended"); // the phone was closed
    }
  }

  /** As a browser that is closed. */
  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    sound.close();
  }
}
