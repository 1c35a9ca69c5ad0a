package org.paraat.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.TransportHandler;
import org.paraat.sip.transport.Transports;

/**
 * Something with a plug that speaks SIP over UDP by a stack of its own, of which the platform's
 * faults are no part: repeats what is lost, answers what is repeated.
 */
abstract class Station implements TransportHandler {
  private static final Duration T1 = Duration.ofMillis(500);
  private static final Duration T2 = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(32);

  /** What comes of a request. */
  interface Reply {
    void heard(Message response);

    default void silence() {}
  }

  final World world;
  final String address;
  final int port;
  private final SipAddress platform;
  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Map<String, Answered> answered = new LinkedHashMap<>();
  private Transports plug;
  private int life;

  Station(World world, String address, int port) {
    this.world = world;
    this.address = address;
    this.port = port;
    this.platform = SipAddress.of(Transport.UDP, World.PLATFORM, World.SIP_PORT);
    plugIn();
  }

  private final class Asked {
    final String text;
    final boolean isInvite;
    final Reply reply;
    Duration wait = T1;
    boolean isHeard;
    boolean isDone;

    Asked(String text, boolean isInvite, Reply reply) {
      this.text = text;
      this.isInvite = isInvite;
      this.reply = reply;
    }
  }

  private final class Answered {
    String last = "";
    boolean awaitsAck;
    Duration wait = T1;
  }

  // --- its plug ---

  final void plugIn() {
    plug = world.network.host(address, port);
    plug.start(this);
  }

  /** Nobody listens at its port any more: the network says so to who asks. */
  final void unplug() {
    plug.close();
    forgets();
  }

  /** Knows nothing any more of what it said and heard. */
  final void forgets() {
    life++;
    asked.clear();
    answered.clear();
  }

  /** Whether a copy of everything goes out twice, as from a phone on a doubling switch. */
  boolean doublesEverything() {
    return false;
  }

  // --- saying ---

  final void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    plug.to(platform).send(bytes);
    if (doublesEverything()) {
      plug.to(platform).send(bytes);
    }
  }

  /** Sends a request whose topmost Via has this branch, until something is heard. */
  final void ask(String text, String branch, String method, Reply reply) {
    var question = new Asked(text, method.equals("INVITE"), reply);
    asked.put(branch + method, question);
    send(text);
    repeat(question, branch + method, T1);
  }

  private void repeat(Asked question, String key, Duration spent) {
    later(
        question.wait,
        () -> {
          boolean isQuiet = question.isDone || (question.isInvite && question.isHeard);
          if (isQuiet) {
            return;
          }
          if (spent.compareTo(PATIENCE) > 0) {
            question.isDone = true;
            asked.remove(key);
            question.reply.silence();
            return;
          }
          send(question.text);
          Duration twice = question.wait.multipliedBy(2);
          question.wait = question.isInvite || twice.compareTo(T2) < 0 ? twice : T2;
          repeat(question, key, spent.plus(question.wait));
        });
  }

  /** Something later, unless it has lost its memory by then. */
  final void later(Duration after, Runnable what) {
    int now = life;
    world.loop.schedule(
        after,
        () -> {
          if (now == life) {
            what.run();
          }
        });
  }

  /** Answers a request; a final answer to an INVITE is repeated until its ACK. */
  final void answer(Message request, int status, String more, String body) {
    String text = response(request, status, more, body);
    Answered known =
        answered.computeIfAbsent(request.branch() + request.method(), _ -> new Answered());
    known.last = text;
    send(text);
    if (request.isRequest("INVITE") && status >= 200) {
      known.awaitsAck = true;
      untilAck(known, T1);
    }
  }

  private void untilAck(Answered known, Duration spent) {
    later(
        known.wait,
        () -> {
          if (known.awaitsAck && spent.compareTo(PATIENCE) < 0) {
            send(known.last);
            Duration twice = known.wait.multipliedBy(2);
            known.wait = twice.compareTo(T2) < 0 ? twice : T2;
            untilAck(known, spent.plus(known.wait));
          }
        });
  }

  /** The tag that this station adds to To. */
  abstract String tagFor(Message request);

  private String response(Message request, int status, String more, String body) {
    var text = new StringBuilder(300).append("SIP/2.0 ").append(status).append(" Said\r\n");
    for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
      String value = request.header(name);
      text.append(name).append(": ").append(value);
      if (name.equals("To") && status > 100 && request.toTag().isEmpty()) {
        text.append(";tag=").append(tagFor(request));
      }
      text.append("\r\n");
    }
    return text.append(more).append(tail(body)).toString();
  }

  static String tail(String body) {
    return (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /** The address that it writes of itself; behind a NAT that is not where it is. */
  String writtenAddress() {
    return address + ":" + port;
  }

  // --- hearing ---

  abstract void onRequest(Message request);

  /** The ACK of a 2xx. */
  abstract void onAck(Message ack);

  /** A 2xx that comes once more, or to a call that it forgot. */
  abstract void onStray(Message response);

  /** Whether it reacts at all to this. */
  boolean isDeafTo(Message message) {
    return false;
  }

  @Override
  public final void onMessage(Flow flow, byte[] bytes) {
    Message message = Message.read(new String(bytes, StandardCharsets.UTF_8));
    if (isDeafTo(message)) {
      return;
    }
    if (message.isResponse()) {
      onResponse(message);
    } else if (message.isRequest("ACK")) {
      Answered invite = answered.get(message.branch() + "INVITE");
      if (invite != null) {
        invite.awaitsAck = false;
      } else {
        onAck(message);
      }
    } else {
      Answered known = answered.get(message.branch() + message.method());
      if (known == null) {
        answered.put(message.branch() + message.method(), new Answered());
        onRequest(message);
      } else if (!known.last.isEmpty()) {
        send(known.last);
      }
    }
  }

  private void onResponse(Message response) {
    String method = response.method();
    String key = response.branch() + method;
    Asked question = asked.get(key);
    if (question == null) {
      onStray(response);
      return;
    }
    int status = response.status();
    question.isHeard = true;
    boolean isRefusedInvite = question.isInvite && status >= 300;
    if (isRefusedInvite) {
      send(ackOf(question.text, response));
    }
    if (question.isDone) {
      if (!isRefusedInvite) {
        onStray(response);
      }
      return;
    }
    if (status >= 200) {
      question.isDone = true;
      later(PATIENCE, () -> asked.remove(key));
    }
    question.reply.heard(response);
  }

  /** RFC 3261 17.1.1.3: the ACK of a refusal belongs to the INVITE's own transaction. */
  private static String ackOf(String invite, Message response) {
    Message request = Message.read(invite);
    return "ACK "
        + request.requestUri()
        + " SIP/2.0\r\nVia: "
        + request.header("Via")
        + "\r\nMax-Forwards: 70\r\nFrom: "
        + request.header("From")
        + "\r\nTo: "
        + response.header("To")
        + "\r\nCall-ID: "
        + request.callId()
        + "\r\nCSeq: "
        + request.sequence()
        + " ACK\r\nContent-Length: 0\r\n\r\n";
  }

  /** The 200 to this INVITE arrived: it need not be repeated. */
  final void isAcknowledged(Message invite) {
    Answered known = answered.get(invite.branch() + "INVITE");
    if (known != null) {
      known.awaitsAck = false;
    }
  }

  final boolean awaitsAck(Message invite) {
    Answered known = answered.get(invite.branch() + "INVITE");
    return known != null && known.awaitsAck;
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {
    // it speaks UDP only
  }

  @Override
  public void onUnreachable(Flow flow, String because) {
    // the timers of the request tell
  }

  @Override
  public void onDropped(Flow flow, String because) {
    // never on a network in memory
  }
}
