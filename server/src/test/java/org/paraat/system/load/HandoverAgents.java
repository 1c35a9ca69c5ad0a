package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Phones of agents who answer a call, talk a while, hold it, call somebody outside, and hand the
 * caller over by REFER with Replaces.
 */
final class HandoverAgents {
  private static final long FIVE_SECONDS = 5_000_000_000L;
  private static final long TALK = 200_000_000L;
  private static final String TAG = "a";

  private final Wire wire;
  private final InetSocketAddress server;
  private final Voices voices;
  private final Listener listener;
  private final Wire.Port port;
  private final Map<String, Side> sides = new HashMap<>();
  private final Set<String> registered = new HashSet<>();
  private int consults;

  /** What agents do, and what they are told. */
  interface Listener {
    /** The number outside that an agent calls about a caller. */
    String consults(String caller);

    /** An agent's phone answers: the caller is heard from now on. */
    void answered(String caller);

    /** What became of the transfer, or why it never began. */
    void told(String caller, int status);
  }

  /** One side of a dialog of an agent's phone. */
  private final class Side {
    private final String agent;
    private final String caller;
    private final String callId;
    private final String local;
    private String remote;
    private String target;
    private int number;
    private Side held;
    private boolean isAnswered;
    private boolean isHeld;
    private int remotePort;

    private Side(String agent, String caller, String callId, String local, String remote) {
      this.agent = agent;
      this.caller = caller;
      this.callId = callId;
      this.local = local;
      this.remote = remote;
    }

    private String key(String method) {
      return method + "-" + callId + "-" + number;
    }

    private void ask(String method, String rest) {
      number++;
      port.sendUntilAnswered(key(method), request(method, number, rest));
    }

    private void acknowledge(int acknowledged) {
      port.send(request("ACK", acknowledged, SipText.noBody()));
    }

    private String request(String method, int sequence, String rest) {
      return """
          %s %s SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK-%s-%d-%s
          Max-Forwards: 70
          From: %s
          To: %s
          Call-ID: %s
          CSeq: %d %s
          Contact: <sip:%s@127.0.0.1:%d>
          """
              .formatted(
                  method,
                  target,
                  port.number(),
                  Integer.toHexString(callId.hashCode()),
                  sequence,
                  method,
                  local,
                  remote,
                  callId,
                  sequence,
                  method,
                  agent,
                  port.number())
              .replace("\n", "\r\n")
          + rest;
    }

    private String tag(String header) {
      return header.substring(header.indexOf(";tag=") + 5).split("[;>]")[0];
    }

    /** What Replaces says of this dialog, escaped for a URI. */
    private String replaces() {
      return callId.replace("@", "%40")
          + "%3Bto-tag%3D"
          + tag(remote)
          + "%3Bfrom-tag%3D"
          + tag(local);
    }
  }

  HandoverAgents(Wire wire, InetSocketAddress server, Voices voices, Listener listener)
      throws IOException {
    this.wire = wire;
    this.server = server;
    this.voices = voices;
    this.listener = listener;
    this.port = wire.open(0, server, (message, _) -> received(message));
  }

  /** Registers {@code bench1} to {@code benchN}. */
  void register(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      register("bench" + i, 1, UnaryOperator.identity());
    }
    if (!wire.runUntil(() -> registered.size() == count, FIVE_SECONDS)) {
      throw new IllegalStateException("only " + registered + " could register");
    }
  }

  private void register(String user, int number, UnaryOperator<String> proof) {
    var registration = new Registration(user, server, port.number());
    port.sendUntilAnswered(
        "register-" + user + number, registration.request(number, proof.apply("")));
  }

  /** Calls of agents that are not over. */
  int alive() {
    return sides.size();
  }

  private void received(SipText message) {
    if (!message.text().contains("\r\n\r\n")) {
      throw new IllegalStateException("this is no SIP message: " + message.text());
    }
    if (message.isRequest()) {
      request(message);
    } else if (message.method().equals("REGISTER")) {
      registered(message);
    } else {
      Side side = sides.get(message.callId());
      int number = Integer.parseInt(message.header("CSeq").split(" ")[0]);
      wire.answered(message.method() + "-" + message.callId() + "-" + number);
      if (side != null && message.status() >= 200) {
        response(side, message, number);
      }
    }
  }

  private void registered(SipText message) {
    String user = Registration.userOf(message);
    String number = message.header("CSeq").split(" ")[0];
    wire.answered("register-" + user + number);
    if (message.status() == 401 && number.equals("1")) {
      var digest = new Digest(user, user + "-secret");
      String uri = new Registration(user, server, port.number()).uri();
      register(user, 2, _ -> digest.answer(message, "REGISTER", uri));
    } else if (message.status() == 200) {
      registered.add(user);
    }
  }

  private void request(SipText request) {
    Side side = sides.get(request.callId());
    switch (request.method()) {
      case "INVITE" -> invited(side, request);
      case "ACK" -> acknowledged(side, request.callId());
      case "NOTIFY" -> {
        port.send(request.answer("200 OK", TAG, SipText.noBody()));
        told(side, request);
      }
      case "BYE" -> {
        port.send(request.answer("200 OK", TAG, SipText.noBody()));
        over(request.callId());
      }
      default -> port.send(request.answer("200 OK", TAG, SipText.noBody()));
    }
  }

  private void invited(Side known, SipText invite) {
    String callId = invite.callId();
    if (known != null && !invite.isInDialog()) {
      return; // a retransmission
    }
    String agent = known == null ? invite.requestUser() : known.agent;
    String contact = "Contact: <sip:%s@127.0.0.1:%d>\r\n".formatted(agent, port.number());
    int soundPort = voices.open(callId);
    if (known == null) {
      String local = invite.header("To") + ";tag=" + TAG;
      var side = new Side(agent, invite.callerDigits(), callId, local, invite.header("From"));
      side.target = invite.contact();
      sides.put(callId, side);
      side.remotePort = invite.soundPort();
      voices.connected(callId, side.remotePort);
      port.send(invite.answer("180 Ringing", TAG, contact + SipText.noBody()));
    }
    port.sendUntilAnswered(
        "answer-" + callId, invite.answer("200 OK", TAG, contact + SipText.sound(soundPort)));
  }

  private void acknowledged(Side side, String callId) {
    wire.answered("answer-" + callId);
    if (side != null && !side.isAnswered) {
      side.isAnswered = true;
      listener.answered(side.caller);
      wire.after(TALK, () -> hold(side));
    }
  }

  private void hold(Side side) {
    if (sides.containsKey(side.callId)) {
      voices.fallsSilent(side.callId);
      side.ask("INVITE", SipText.heldSound(voices.open(side.callId)));
    }
  }

  private void consult(Side held) {
    String number = listener.consults(held.caller);
    String address = server.getHostString() + ":" + server.getPort();
    String callId = "consult-" + ++consults + "-" + ProcessHandle.current().pid();
    String local = "<sip:%s@127.0.0.1>;tag=%s".formatted(held.agent, TAG);
    var side =
        new Side(held.agent, held.caller, callId, local, "<sip:" + number + "@" + address + ">");
    side.target = "sip:" + number + "@" + address;
    side.held = held;
    sides.put(callId, side);
    side.ask("INVITE", SipText.sound(voices.open(callId)));
  }

  private void response(Side side, SipText message, int number) {
    boolean isGood = message.status() < 300;
    switch (message.method()) {
      case "INVITE" -> {
        if (isGood) {
          established(side, message, number);
        } else {
          refused(side, message, number);
        }
      }
      case "REFER" -> {
        if (!isGood) {
          listener.told(side.caller, message.status());
        }
      }
      case "BYE" -> over(side.callId);
      default -> {}
    }
  }

  private void established(Side side, SipText answer, int number) {
    side.target = answer.contact();
    if (side.held == null) {
      side.acknowledge(number);
      if (!side.isHeld) {
        side.isHeld = true;
        consult(side);
      }
      return;
    }
    side.remote = answer.header("To");
    side.acknowledge(number);
    if (!side.isAnswered) {
      side.isAnswered = true;
      voices.connected(side.callId, answer.soundPort());
      wire.after(TALK, () -> refer(side));
    }
  }

  private void refused(Side side, SipText answer, int number) {
    String ack = side.request("ACK", number, SipText.noBody());
    // RFC 3261 17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction
    port.send(
        ack.replaceFirst("-ACK\r\n", "-INVITE\r\n").replace(side.remote, answer.header("To")));
    if (number != side.number) {
      return; // sent again
    }
    if (answer.status() == 401 && side.held != null && number == 1) {
      var digest = new Digest(side.agent, side.agent + "-secret");
      String proof = digest.answer(answer, "INVITE", side.target);
      side.ask("INVITE", proof + SipText.sound(voices.open(side.callId)));
    } else {
      listener.told(side.caller, answer.status());
      if (side.held != null) {
        over(side.callId);
        side.held.ask("BYE", SipText.noBody());
      }
    }
  }

  private void refer(Side consult) {
    Side held = consult.held;
    if (sides.containsKey(held.callId)) {
      String to =
          consult.remote.substring(consult.remote.indexOf("sip:"), consult.remote.indexOf('>'));
      String referTo = "Refer-To: <%s?Replaces=%s>\r\n".formatted(to, consult.replaces());
      held.ask("REFER", referTo + SipText.noBody());
    }
  }

  private void told(Side side, SipText notify) {
    int fragment = notify.text().indexOf("\r\n\r\nSIP/2.0 ");
    if (side != null && fragment > 0) {
      int status = Integer.parseInt(notify.text().substring(fragment + 12, fragment + 15));
      if (status >= 200) {
        listener.told(side.caller, status);
      }
    }
  }

  private void over(String callId) {
    if (sides.remove(callId) != null) {
      voices.ended(callId);
    }
  }

  /** Hangs up whatever is left of a round. */
  void hangUpAll() {
    Set.copyOf(sides.values()).forEach(side -> side.ask("BYE", SipText.noBody()));
  }
}
