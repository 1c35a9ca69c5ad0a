package org.paraat.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.paraat.system.load.Digest;
import org.paraat.system.load.SipText;

/**
 * A phone in a browser, as far as SIP sees it (RFC 7118): it answers every call, and says back what
 * it hears.
 */
final class SocketPhone implements WebSocket.Listener, AutoCloseable {
  private static final long LONGEST_SECONDS = 15;
  private static final String REGISTRAR = "sip:127.0.0.1";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String user;
  private final String host;
  private final Digest digest;
  private final Echo echo;
  private final WebSocket socket;
  private final StringBuilder part = new StringBuilder();
  private final BlockingQueue<SipText> responses = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Dialog dialog;

  /** The call that it made. */
  private static final class Dialog {
    private final String callId;
    private final String to;
    private final String target;
    private final int soundPort;
    private int number = 2;

    private Dialog(SipText answer) {
      callId = answer.callId();
      to = answer.header("To");
      target = answer.contact();
      soundPort = answer.soundPort();
    }
  }

  private SocketPhone(PackagedServer server, String user, String secret) {
    this.user = user;
    host = user + "-browser.invalid";
    digest = new Digest(user, secret);
    echo = new Echo(user);
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
    String self = "<sip:" + user + "@127.0.0.1>";
    String wish = "Supported: path, outbound\r\nExpires: 300\r\n";
    say("REGISTER", REGISTRAR, callId, 1, self, wish, "");
    String proof = digest.answer(next(401), "REGISTER", REGISTRAR);
    say("REGISTER", REGISTRAR, callId, 2, self, proof + wish, "");
    next(200);
  }

  /** Calls, proves itself, and returns when it is answered. */
  void dial(String number) {
    String callId = "call-" + System.nanoTime();
    String uri = "sip:" + number + "@127.0.0.1";
    responses.clear();
    say("INVITE", uri, callId, 1, "<" + uri + ">", "", description());
    SipText challenge = next(401);
    say("ACK", uri, callId, 1, challenge.header("To"), "", "");
    String proof = digest.answer(challenge, "INVITE", uri);
    say("INVITE", uri, callId, 2, "<" + uri + ">", proof, description());
    dialog = new Dialog(next(200));
    say("ACK", dialog.target, callId, 2, dialog.to, "", "");
    events.add("established");
  }

  /** Presses keys in the call that it made, told by INFO. */
  void press(String keys) {
    for (char key : keys.toCharArray()) {
      String content = "Signal=" + key + "\r\nDuration=160\r\n";
      sayWithin("INFO", "Content-Type: application/dtmf-relay\r\n", content);
    }
  }

  /** From now on it says nothing of itself. */
  void fallsSilent() {
    echo.fallsSilent();
  }

  /** Presses keys in the call that it made, heard in the sound alone. */
  void sounds(String keys) {
    echo.sounds(keys, dialog.soundPort);
  }

  /** How many packets of sound it has heard. */
  int heard() {
    return echo.heard();
  }

  void hangUp() {
    sayWithin("BYE", "", "");
  }

  private void sayWithin(String method, String headers, String content) {
    dialog.number++;
    say(method, dialog.target, dialog.callId, dialog.number, dialog.to, headers, content);
    next(200);
  }

  private void say(
      String method,
      String uri,
      String callId,
      int number,
      String to,
      String headers,
      String content) {
    String kind = method.equals("INVITE") ? "Content-Type: application/sdp\r\n" : "";
    String head =
        """
        %1$s %2$s SIP/2.0
        Via: SIP/2.0/WS %3$s;branch=z9hG4bK%4$s%5$d%6$s
        Max-Forwards: 70
        From: <sip:%7$s@127.0.0.1>;tag=%4$s
        To: %8$s
        Call-ID: %4$s
        CSeq: %5$d %1$s
        Contact: <sip:%7$s@%3$s;transport=ws>;+sip.instance="<urn:uuid:%7$s>"
        User-Agent: browser
        """
            .formatted(
                method,
                uri,
                host,
                callId,
                number,
                method.equals("ACK") ? "INVITE" : method,
                user,
                to)
            .replace("\n", "\r\n");
    send(head + headers + kind, content);
  }

  private void send(String head, String content) {
    String message = head + "Content-Length: " + content.length() + "\r\n\r\n" + content;
    socket.sendText(message, true).join();
  }

  /** A-law alone: keys have no way but the sound or INFO. */
  private String description() {
    return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 8
        a=rtpmap:8 PCMA/8000
        a=ptime:20
        a=sendrecv
        """
        .formatted(echo.port())
        .replace("\n", "\r\n");
  }

  /** Waits until something happened: rings, established, over. */
  void awaitEvent(String event) {
    for (String seen = next(events); !seen.equals(event); seen = next(events)) {
      // what happened before it is of no interest
    }
  }

  /** The final response, which must be this one. */
  private SipText next(int status) {
    SipText response = next(responses);
    while (response.status() < 200) {
      response = next(responses);
    }
    if (response.status() != status) {
      throw new AssertionError(user + " expected " + status + ", not " + response.text());
    }
    return response;
  }

  private <T> T next(BlockingQueue<T> queue) {
    try {
      T found = queue.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
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
      var message = new SipText(part.toString());
      part.setLength(0);
      take(message);
    }
    from.request(1);
    return null; // taken at once, as the interface has it
  }

  private void take(SipText message) {
    if (!message.isRequest()) {
      responses.add(message);
      return;
    }
    switch (message.method()) {
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

  private void answer(SipText request, String status, String content) {
    String contact = "Contact: <sip:" + user + "@" + host + ";transport=ws>\r\n";
    String kind = content.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
    send(request.answer(status, user, contact + kind), content);
  }

  /** As a browser that is closed. */
  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    echo.close();
  }
}
