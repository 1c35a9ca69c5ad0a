package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Callers behind a carrier: each calls one number and stays until one side hangs up. */
final class Callers {
  private static final long A_WHILE_NANOS = 100_000_000L;
  private static final int FIRST_NUMBER = 10_000_000;

  /** Calls of an earlier run are remembered by the server: these are others. */
  private static final String RUN = Long.toHexString(ProcessHandle.current().pid());

  private final Wire wire;
  private final InetSocketAddress server;
  private final String dialled;
  private final SoundPorts sound;
  private final Wire.Port port;
  private final Map<String, Call> calls = new HashMap<>();
  private final Map<String, Long> sentAt = new HashMap<>();
  private int made;
  private int standing;
  private int over;
  private int failed;

  private enum State {
    CALLING,
    ANSWERED,
    LEAVING
  }

  /** A call that is not over. */
  private static final class Call {
    final String digits;
    final String dialled;
    State state = State.CALLING;
    String uri = "";
    String toTag = "";

    Call(String digits, String dialled) {
      this.digits = digits;
      this.dialled = dialled;
    }
  }

  Callers(Wire wire, InetSocketAddress server, int localPort, String dialled, SoundPorts sound)
      throws IOException {
    this.wire = wire;
    this.server = server;
    this.dialled = dialled;
    this.sound = sound;
    this.port = wire.open(localPort, server, this::received);
  }

  /** Calls; returns the last digits of the number that the caller shows. */
  String call() {
    return call(dialled);
  }

  /** Calls another number than the usual one. */
  String call(String number) {
    String digits = Integer.toString(FIRST_NUMBER + made++);
    var call = new Call(digits, number);
    calls.put(digits, call);
    sentAt.put(digits, port.sendUntilAnswered("invite-" + callId(digits), invite(call)));
    return digits;
  }

  /** Whether this caller was answered, and neither side hung up. */
  boolean stands(String digits) {
    Call call = calls.get(digits);
    return call != null && call.state == State.ANSWERED;
  }

  /** Hangs up, as soon as the call stands. */
  void hangUp(String digits) {
    Call call = calls.get(digits);
    if (call == null) {
      return;
    }
    if (call.state == State.CALLING) {
      wire.after(A_WHILE_NANOS, () -> hangUp(digits));
    } else if (call.state == State.ANSWERED) {
      call.state = State.LEAVING;
      String bye = request("BYE", call.uri, call, call.toTag, 2);
      port.sendUntilAnswered("bye-" + callId(digits), bye + SipText.noBody());
    }
  }

  static String callId(String digits) {
    return "caller-" + digits + "-" + RUN + "@127.0.0.1";
  }

  /** Of one of our calls; nothing for a message that another server of this machine sent. */
  private static String digitsOf(SipText message) {
    String callId = message.callId();
    return callId.startsWith("caller-") && callId.endsWith(RUN + "@127.0.0.1")
        ? callId.substring(7, 15)
        : "";
  }

  private String invite(Call call) {
    return request("INVITE", "sip:" + call.dialled + "@" + address(), call, "", 1)
        + "Contact: <sip:06%s@127.0.0.1:%d>\r\n".formatted(call.digits, port.number())
        + SipText.sound(sound.open(callId(call.digits)));
  }

  private String address() {
    return server.getHostString() + ":" + server.getPort();
  }

  private String request(String method, String uri, Call call, String toTag, int number) {
    String digits = call.digits;
    return """
        %s %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK-%s-%s-%s
        Max-Forwards: 70
        From: <sip:06%s@127.0.0.1>;tag=c
        To: <sip:%s@%s>%s
        Call-ID: %s
        CSeq: %d %s
        """
        .formatted(
            method,
            uri,
            port.number(),
            digits,
            method,
            RUN,
            digits,
            call.dialled,
            address(),
            toTag,
            callId(digits),
            number,
            method)
        .replace("\n", "\r\n");
  }

  /** When this caller's INVITE went out; empty digits or strangers give -1. */
  long sentAt(String digits) {
    return sentAt.getOrDefault(digits, -1L);
  }

  int made() {
    return made;
  }

  /** Calls that were answered and not hung up. */
  int standing() {
    return standing;
  }

  /** Calls that were answered and hung up, by either side. */
  int over() {
    return over;
  }

  int failed() {
    return failed;
  }

  private void received(SipText message, long nanos) {
    if (message.isRequest()) {
      request(message);
    } else if (message.method().equals("INVITE")) {
      answer(message);
    } else if (message.method().equals("BYE") && message.status() >= 200) {
      wire.answered("bye-" + message.callId());
      ended(digitsOf(message));
    }
  }

  private void request(SipText request) {
    if (request.method().equals("ACK")) {
      return;
    }
    boolean changesSound = request.method().equals("INVITE");
    String rest = changesSound ? SipText.sound(sound.open(request.callId())) : SipText.noBody();
    port.send(request.answer("200 OK", "c", rest));
    if (request.method().equals("BYE")) {
      ended(digitsOf(request));
    }
  }

  private void ended(String digits) {
    Call call = calls.get(digits);
    if (call != null && call.state != State.CALLING) {
      calls.remove(digits);
      sound.ended(callId(digits));
      standing--;
      over++;
    }
  }

  private void answer(SipText response) {
    wire.answered("invite-" + response.callId());
    String digits = digitsOf(response);
    if (response.status() < 200 || digits.isEmpty()) {
      return;
    }
    String to = response.header("To");
    String tag = to.substring(Math.max(0, to.indexOf(";tag=")));
    boolean good = response.status() == 200;
    Call known = calls.getOrDefault(digits, new Call(digits, dialled));
    String uri = good ? response.contact() : "sip:" + known.dialled + "@" + address();
    String ack = request("ACK", uri, known, tag, 1);
    // RFC 3261 17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction
    port.send((good ? ack : ack.replace("-ACK-", "-INVITE-")) + SipText.noBody());
    Call call = calls.get(digits);
    if (call == null || call.state != State.CALLING) {
      return;
    }
    if (good) {
      call.state = State.ANSWERED;
      call.uri = uri;
      call.toTag = tag;
      standing++;
      sound.connected(response.callId(), response.soundPort());
    } else {
      calls.remove(digits);
      failed++;
    }
  }
}
