package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Phones of agents behind one port: they register, answer at once, talk a while and hang up. */
final class Agents {
  /** Talks until it is hung up. */
  static final long FOR_EVER = Long.MAX_VALUE;

  private static final long FIVE_SECONDS = 5_000_000_000L;

  private final Wire wire;
  private final InetSocketAddress server;
  private final SoundPorts sound;
  private final long talkNanos;
  private final OfferListener listener;
  private final Wire.Port port;
  private final Map<String, String> busy = new HashMap<>();
  private final Map<String, Answered> answered = new LinkedHashMap<>();
  private final Set<String> registered = new HashSet<>();
  private int overlapping;
  private int takenBack;

  /** Is told of each call that an agent's phone is offered. */
  interface OfferListener {
    void offered(String agent, String callerDigits, long nanos);

    /** An agent's phone answers a call. */
    default void answered(String agent, String callId) {}

    /** An agent's call is over. */
    default void freed(String agent) {}
  }

  private record Answered(String agent, SipText invite) {}

  Agents(
      Wire wire,
      InetSocketAddress server,
      int localPort,
      SoundPorts sound,
      long talkNanos,
      OfferListener listener)
      throws IOException {
    this.wire = wire;
    this.server = server;
    this.sound = sound;
    this.talkNanos = talkNanos;
    this.listener = listener;
    this.port = wire.open(localPort, server, this::received);
  }

  int port() {
    return port.number();
  }

  /** Registers {@code bench1} to {@code benchN}. */
  void register(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      register(new Registration("bench" + i, server, port.number()), 1, "");
    }
    if (!wire.runUntil(() -> registered.size() == count, FIVE_SECONDS)) {
      throw new IllegalStateException("only " + registered + " could register");
    }
  }

  private void register(Registration registration, int number, String proof) {
    port.sendUntilAnswered("register-" + registration.user(), registration.request(number, proof));
  }

  /** Agents who have no call. */
  int freeOf(int count) {
    return count - busy.size();
  }

  /** How often an agent was offered a call while having one. */
  int overlapping() {
    return overlapping;
  }

  /** Offers that the server took back. */
  int takenBack() {
    return takenBack;
  }

  private void received(SipText message, long nanos) {
    if (!message.isRequest()) {
      response(message);
      return;
    }
    switch (message.method()) {
      case "INVITE" -> invited(message, nanos);
      case "ACK" -> acknowledged(message);
      case "BYE" -> {
        port.send(message.answer("200 OK", "a", SipText.noBody()));
        over(message.callId());
      }
      case "CANCEL" -> cancelled(message);
      default -> port.send(message.answer("200 OK", "a", SipText.noBody()));
    }
  }

  private void response(SipText message) {
    if (message.method().equals("REGISTER")) {
      String user = Registration.userOf(message);
      wire.answered("register-" + user);
      if (message.status() == 401) {
        var registration = new Registration(user, server, port.number());
        var digest = new Digest(user, user + "-secret");
        register(registration, 2, digest.answer(message, "REGISTER", registration.uri()));
      } else if (message.status() == 200) {
        registered.add(user);
      }
    } else if (message.method().equals("BYE") && message.status() >= 200) {
      wire.answered("bye-" + message.callId());
      over(message.callId());
    }
  }

  private void invited(SipText invite, long nanos) {
    if (answered.containsKey(invite.callId())) {
      return; // a retransmission, or a change within the call that needs no answer of ours
    }
    String agent = invite.requestUser();
    listener.offered(agent, invite.callerDigits(), nanos);
    if (busy.put(agent, invite.callId()) != null) {
      overlapping++;
    }
    answered.put(invite.callId(), new Answered(agent, invite));
    int rtpPort = sound.open(invite.callId());
    sound.connected(invite.callId(), invite.soundPort());
    listener.answered(agent, invite.callId());
    String contact = "Contact: <sip:%s@127.0.0.1:%d>\r\n".formatted(agent, port.number());
    port.send(invite.answer("180 Ringing", "a", contact + SipText.noBody()));
    port.sendUntilAnswered(
        "answer-" + invite.callId(),
        invite.answer("200 OK", "a", contact + SipText.sound(rtpPort)));
  }

  private void acknowledged(SipText ack) {
    wire.answered("answer-" + ack.callId());
    Answered call = answered.get(ack.callId());
    if (call != null && talkNanos < FOR_EVER) {
      wire.after(talkNanos, () -> hangUp(call));
    }
  }

  /** Calls that were answered and stand. */
  int standing() {
    return answered.size();
  }

  /** Hangs up so many of the calls that stand, the first ones first. */
  void hangUp(int count) {
    new ArrayList<>(answered.values()).stream().limit(count).forEach(this::hangUp);
  }

  private void hangUp(Answered call) {
    String callId = call.invite.callId();
    if (!answered.containsKey(callId)) {
      return; // the caller was first
    }
    String bye =
        """
        BYE %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK-bye-%s
        Max-Forwards: 70
        From: %s;tag=a
        To: %s
        Call-ID: %s
        CSeq: 1 BYE
        """
            .formatted(
                call.invite.contact(),
                port.number(),
                Integer.toHexString(callId.hashCode()),
                call.invite.header("To"),
                call.invite.header("From"),
                callId)
            .replace("\n", "\r\n");
    port.sendUntilAnswered("bye-" + callId, bye + SipText.noBody());
  }

  private void cancelled(SipText cancel) {
    port.send(cancel.answer("200 OK", "a", SipText.noBody()));
    takenBack++;
  }

  private void over(String callId) {
    Answered call = answered.remove(callId);
    if (call != null) {
      sound.ended(callId);
      busy.remove(call.agent, callId);
      listener.freed(call.agent);
    }
  }
}
