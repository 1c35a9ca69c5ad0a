package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Callers behind a carrier: each calls one number and stays until it is hung up. */
final class Callers {
  private static final int FIRST_NUMBER = 10_000_000;

  private final Wire wire;
  private final InetSocketAddress server;
  private final String dialled;
  private final int rtpPort;
  private final Wire.Port port;
  private final Map<String, Long> sentAt = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private int made;
  private int over;
  private int failed;

  private enum State {
    CALLING,
    ANSWERED,
    OVER,
    FAILED
  }

  Callers(Wire wire, InetSocketAddress server, int localPort, String dialled, int rtpPort)
      throws IOException {
    this.wire = wire;
    this.server = server;
    this.dialled = dialled;
    this.rtpPort = rtpPort;
    this.port = wire.open(localPort, server, this::received);
  }

  /** Calls; returns the last digits of the number that the caller shows. */
  String call() {
    String digits = Integer.toString(FIRST_NUMBER + made++);
    long now = port.sendUntilAnswered("invite-" + callId(digits), invite(digits));
    sentAt.put(digits, now);
    states.put(digits, State.CALLING);
    return digits;
  }

  private static String callId(String digits) {
    return "caller-" + digits + "@127.0.0.1";
  }

  /** Of one of our calls; nothing for a message that another server of this machine sent. */
  private static String digitsOf(SipText message) {
    String callId = message.callId();
    return callId.matches("caller-\\d{8}@127\\.0\\.0\\.1") ? callId.substring(7, 15) : "";
  }

  private String invite(String digits) {
    return request("INVITE", "sip:" + dialled + "@" + address(), digits, "", 1)
        + "Contact: <sip:06%s@127.0.0.1:%d>\r\n".formatted(digits, port.number())
        + SipText.sound(rtpPort);
  }

  private String address() {
    return server.getHostString() + ":" + server.getPort();
  }

  private String request(String method, String uri, String digits, String toTag, int number) {
    return """
        %s %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK-%s-%s
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
            digits,
            dialled,
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

  /** Calls that were answered and hung up by the other side. */
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
    }
  }

  private void request(SipText request) {
    if (request.method().equals("ACK")) {
      return;
    }
    boolean changesSound = request.method().equals("INVITE");
    port.send(
        request.answer("200 OK", "c", changesSound ? SipText.sound(rtpPort) : SipText.noBody()));
    if (request.method().equals("BYE")) {
      if (states.replace(digitsOf(request), State.ANSWERED, State.OVER)) {
        over++;
      }
    }
  }

  private void answer(SipText response) {
    wire.answered("invite-" + response.callId());
    if (response.status() < 200 || digitsOf(response).isEmpty()) {
      return;
    }
    String digits = digitsOf(response);
    String to = response.header("To");
    String tag = to.substring(Math.max(0, to.indexOf(";tag=")));
    boolean good = response.status() == 200;
    String uri = good ? response.contact() : "sip:" + dialled + "@" + address();
    String ack = request("ACK", uri, digits, tag, 1);
    // RFC 3261 17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction
    port.send((good ? ack : ack.replace("-ACK", "-INVITE")) + SipText.noBody());
    if (good) {
      states.replace(digits, State.CALLING, State.ANSWERED);
    } else if (states.replace(digits, State.CALLING, State.FAILED)) {
      failed++;
    }
  }
}
