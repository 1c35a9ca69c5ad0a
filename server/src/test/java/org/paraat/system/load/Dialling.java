package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Places and answers calls at one port, without sound; who needs to prove who they are, does. */
final class Dialling {
  private static final int RTP_PORT_OF_NOBODY = 9;
  private static final String TAG = "k";

  private final Wire wire;
  private final InetSocketAddress server;
  private final Wire.Port port;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Map<String, Long> answering = new LinkedHashMap<>();
  private final Map<String, Runnable> registering = new LinkedHashMap<>();
  private int made;

  /** What became of a call. */
  interface Listener {
    void answered(Call call);

    void over(Call call, long nanos);
  }

  /** A call that we placed and that is not over. */
  final class Call {
    private final String id;
    private final String user;
    private final String dialled;
    private final Optional<Digest> digest;
    private final Listener listener;
    private int number = 1;
    private boolean isAnswered;
    private String uri;
    private String toTag = "";

    private Call(String user, String dialled, Optional<Digest> digest, Listener listener) {
      this.id = "dial-" + ++made + "-" + port.number();
      this.user = user;
      this.dialled = dialled;
      this.digest = digest;
      this.listener = listener;
      this.uri = "sip:" + dialled + "@" + address();
    }

    String user() {
      return user;
    }

    String dialled() {
      return dialled;
    }

    /** Nothing for a call that is over. */
    void hangUp() {
      if (isAnswered && calls.get(id) == this) {
        number++;
        port.sendUntilAnswered("bye-" + id, request("BYE", uri, "BYE" + number) + SipText.noBody());
      }
    }

    private void invite(String proof) {
      String contact = "Contact: <sip:%s@127.0.0.1:%d>\r\n".formatted(user, port.number());
      port.sendUntilAnswered(
          "invite-" + id + number,
          request("INVITE", uri, "INVITE" + number)
              + contact
              + proof
              + SipText.sound(RTP_PORT_OF_NOBODY));
    }

    private String request(String method, String to, String branch) {
      return """
          %s %s SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK-%s-%s
          Max-Forwards: 70
          From: <sip:%s@127.0.0.1>;tag=%s
          To: <sip:%s@%s>%s
          Call-ID: %s
          CSeq: %d %s
          """
          .formatted(
              method,
              to,
              port.number(),
              id,
              branch,
              user,
              TAG,
              dialled,
              address(),
              toTag,
              id,
              number,
              method)
          .replace("\n", "\r\n");
    }
  }

  Dialling(Wire wire, InetSocketAddress server, int localPort) throws IOException {
    this.wire = wire;
    this.server = server;
    this.port = wire.open(localPort, server, this::received);
  }

  private String address() {
    return server.getHostString() + ":" + server.getPort();
  }

  void call(String user, String dialled, Optional<Digest> digest, Listener listener) {
    var call = new Call(user, dialled, digest, listener);
    calls.put(call.id, call);
    call.invite("");
  }

  /** The other side is gone, and with it whatever stood. */
  void forgetAll() {
    for (Call call : List.copyOf(calls.values())) {
      wire.answered("invite-" + call.id + call.number);
      wire.answered("bye-" + call.id);
    }
    answering.keySet().forEach(id -> wire.answered("answer-" + id));
    calls.clear();
    answering.clear();
  }

  void register(String user, Runnable done) {
    registering.put(user, done);
    register(registrationOf(user), 1, "");
  }

  private Registration registrationOf(String user) {
    return new Registration(user, server, port.number());
  }

  private void register(Registration registration, int number, String proof) {
    String key = "register-" + registration.user() + number;
    port.sendUntilAnswered(key, registration.request(number, proof));
  }

  private void received(SipText message, long nanos) {
    if (message.isRequest()) {
      request(message, nanos);
    } else if (message.method().equals("REGISTER")) {
      registered(message);
    } else {
      Call call = calls.get(message.callId());
      if (call != null && message.method().equals("INVITE")) {
        response(call, message, nanos);
      } else if (call != null && message.method().equals("BYE") && message.status() >= 200) {
        wire.answered("bye-" + call.id);
        over(call, nanos);
      }
    }
  }

  private void registered(SipText message) {
    String user = Registration.userOf(message);
    wire.answered("register-" + user + message.header("CSeq").split(" ")[0]);
    if (message.status() == 401) {
      Registration registration = registrationOf(user);
      var digest = new Digest(user, user + "-secret");
      register(registration, 2, digest.answer(message, "REGISTER", registration.uri()));
    } else if (message.status() == 200) {
      Optional.ofNullable(registering.remove(user)).ifPresent(Runnable::run);
    }
  }

  private void response(Call call, SipText message, long nanos) {
    int number = Integer.parseInt(message.header("CSeq").split(" ")[0]);
    wire.answered("invite-" + call.id + number);
    if (message.status() < 200 || number != call.number) {
      return;
    }
    String to = message.header("To");
    call.toTag = to.substring(Math.max(0, to.indexOf(";tag=")));
    boolean isGood = message.status() == 200;
    call.uri = isGood ? message.contact() : call.uri;
    // RFC 3261 17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction
    String branch = (isGood ? "ACK" : "INVITE") + number;
    port.send(call.request("ACK", call.uri, branch) + SipText.noBody());
    if (isGood && !call.isAnswered) {
      call.isAnswered = true;
      call.listener.answered(call);
    } else if (message.status() == 401 && number == 1 && call.digest.isPresent()) {
      call.number++;
      call.toTag = "";
      call.invite(call.digest.get().answer(message, "INVITE", call.uri));
    } else if (!isGood) {
      over(call, nanos);
    }
  }

  private void over(Call call, long nanos) {
    if (calls.remove(call.id) != null) {
      call.listener.over(call, nanos);
    }
  }

  private void request(SipText request, long nanos) {
    String id = request.callId();
    switch (request.method()) {
      case "ACK" -> wire.answered("answer-" + id);
      case "INVITE" -> {
        if (answering.putIfAbsent(id, nanos) == null) {
          String contact = "Contact: <sip:k@127.0.0.1:%d>\r\n".formatted(port.number());
          port.sendUntilAnswered(
              "answer-" + id,
              request.answer("200 OK", TAG, contact + SipText.sound(RTP_PORT_OF_NOBODY)));
        }
      }
      case "BYE" -> {
        port.send(request.answer("200 OK", TAG, SipText.noBody()));
        answering.remove(id);
        Optional.ofNullable(calls.get(id)).ifPresent(call -> over(call, nanos));
      }
      default -> port.send(request.answer("200 OK", TAG, SipText.noBody()));
    }
  }
}
