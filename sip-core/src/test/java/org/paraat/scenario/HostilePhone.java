package org.paraat.scenario;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.paraat.fuzz.Handovers;
import org.paraat.fuzz.Mutator;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.digest.DigestClient;
import org.paraat.sip.message.Parsed;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** A phone of ours, with its secret, that has fallen into the wrong hands. */
final class HostilePhone {
  private static final SipAddress US =
      SipAddress.of(Transport.UDP, Office.PLATFORM_ADDRESS, Office.SIP_PORT);
  private static final String PLATFORM = "sip:paraat@10.0.0.1";
  private static final int MOST_REMEMBERED = 20;
  private static final int MOST_ASKED = 1000;

  private final String address;
  private final String user;
  private final ClientCredentials secret;
  private final Random random;
  private final Mutator mutator;
  private final Handovers handovers;
  private final RawPeer peer;
  private final Tokens tokens;
  private final SipParser parser = new SipParser();
  private final Map<String, String> asked = new LinkedHashMap<>();
  private final List<Dialog> calls = new ArrayList<>();
  private final List<Dialog> subscriptions = new ArrayList<>();
  private final List<Dialog> ofOthers = new ArrayList<>();
  private int number;
  private final SortedMap<String, Integer> heard = new TreeMap<>();

  /** From and To as this phone says them. */
  private record Dialog(String callId, String from, String to) {
    private static Dialog in(String message) {
      return new Dialog(value(message, "Call-ID"), value(message, "From"), value(message, "To"));
    }

    private static String tag(String of) {
      int at = of.indexOf(";tag=");
      return at < 0 ? "" : of.substring(at + 5);
    }
  }

  HostilePhone(Office office, TestPhone phone, Random random, Mutator mutator) {
    this.random = random;
    this.mutator = mutator;
    handovers = new Handovers(random);
    tokens = new Tokens(random);
    address = phone.address();
    user = phone.device().user();
    secret = new ClientCredentials(user, Office.secretOf(phone.device()));
    phone.crashes();
    peer = new RawPeer(office.network().host(address, Office.SIP_PORT));
    peer.reacting(this::react);
  }

  /** It overheard a call that is none of its business. */
  void overhears(String message) {
    if (ofOthers.size() < MOST_REMEMBERED && message.contains(";tag=")) {
      ofOthers.add(Dialog.in(message));
    }
  }

  boolean isTalking() {
    return !calls.isEmpty();
  }

  /** How often each answer to each method was heard: {@code REFER 202}. */
  SortedMap<String, Integer> heard() {
    return heard;
  }

  int heard(String answer) {
    return heard.getOrDefault(answer, 0);
  }

  void hangsUp() {
    List.copyOf(calls).forEach(call -> send("BYE", PLATFORM, call, "", false));
    calls.clear();
  }

  /** Asks for one thing that it should not have, or in a way that nobody should. */
  void asks() {
    switch (random.nextInt(5)) {
      case 0, 1 -> within(calls, "REFER", handovers.referTo(replaces()));
      case 2 -> outside("SUBSCRIBE", handovers.watched(), handovers.subscription());
      case 3 -> within(subscriptions, "SUBSCRIBE", handovers.subscription());
      default -> outside("INVITE", handovers.watched(), "\nReplaces: " + replaces());
    }
  }

  /** Subscribes as fast as it can. */
  void floods(int subscribes) {
    for (int i = 0; i < subscribes; i++) {
      outside("SUBSCRIBE", "1203", "\nEvent: dialog\nExpires: 7200");
    }
  }

  private String replaces() {
    List<Dialog> known =
        switch (random.nextInt(4)) {
          case 0 -> calls;
          case 1 -> subscriptions;
          default -> ofOthers;
        };
    Dialog dialog =
        known.isEmpty()
            ? new Dialog("nobody", ";tag=a", ";tag=b")
            : known.get(random.nextInt(known.size()));
    return handovers.replaces(dialog.callId(), Dialog.tag(dialog.to()), Dialog.tag(dialog.from()));
  }

  private void within(List<Dialog> dialogs, String method, String more) {
    if (dialogs.isEmpty()) {
      outside(method, "1301", more);
      return;
    }
    Dialog dialog = dialogs.get(random.nextInt(dialogs.size()));
    send(method, PLATFORM, dialog, more, random.nextInt(3) == 0);
  }

  private void outside(String method, String whom, String more) {
    number++;
    String to = "<sip:" + whom + "@10.0.0.1>";
    var dialog = new Dialog("h" + number, "<sip:" + user + "@10.0.0.1>;tag=h" + number, to);
    send(method, "sip:" + whom + "@10.0.0.1", dialog, more, random.nextInt(4) == 0);
  }

  private void send(String method, String target, Dialog dialog, String more, boolean isSpoiled) {
    number++;
    String head =
        ("%s %s SIP/2.0\nVia: SIP/2.0/UDP %s:5060;branch=z9hG4bKh%d\nMax-Forwards: 70\nFrom: %s\n"
                + "To: %s\nCall-ID: %s\nCSeq: %d %s\nContact: <sip:%s@%s>%s\nContent-Length: 0")
            .formatted(
                method,
                target,
                address,
                number,
                dialog.from(),
                dialog.to(),
                dialog.callId(),
                number,
                method,
                user,
                address,
                more);
    String message = head.replace("\n", "\r\n") + "\r\n\r\n";
    asked.put(value(message, "CSeq"), message);
    if (asked.size() > MOST_ASKED) {
      asked.remove(asked.keySet().iterator().next());
    }
    byte[] sent = message.getBytes(StandardCharsets.UTF_8);
    peer.sayRaw(US, isSpoiled ? mutator.spoiled(sent) : sent);
  }

  // --- what it hears ---

  private void react(String message) {
    if (message.startsWith("SIP/2.0 ")) {
      Optional.ofNullable(asked.get(value(message, "CSeq")))
          .ifPresent(request -> isAnswered(request, message));
    } else if (message.startsWith("INVITE")) {
      isOffered(message);
    } else if (!message.startsWith("ACK")) {
      if (message.startsWith("BYE")) {
        calls.removeIf(call -> call.callId().equals(value(message, "Call-ID")));
      }
      if (random.nextInt(8) > 0) {
        peer.sayRaw(US, response(message, random.nextInt(8) == 0 ? 481 : 200, ""));
      }
    }
  }

  private void isOffered(String invite) {
    if (Dialog.tag(value(invite, "To")).isEmpty()) {
      Dialog theirs = Dialog.in(invite);
      calls.add(new Dialog(theirs.callId(), theirs.to() + ";tag=mine", theirs.from()));
    }
    String described =
        "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";
    peer.sayRaw(US, response(invite, 200, described.formatted(address, address)));
  }

  private byte[] response(String request, int status, String body) {
    String more =
        "Contact: <sip:%s@%s>%s\nContent-Length: %d"
            .formatted(
                user,
                address,
                body.isEmpty() ? "" : "\nContent-Type: application/sdp",
                body.length());
    String head = RawPeer.response(request, status, "mine", more).replace("\n", "\r\n");
    return (head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  private void isAnswered(String request, String response) {
    int status = Integer.parseInt(response.substring(8, 11));
    if (status == 401 && !request.contains("Authorization: ")) {
      prove(request, response);
    }
    if (status < 200) {
      return;
    }
    heard.merge(request.substring(0, request.indexOf(' ')) + ' ' + status, 1, Integer::sum);
    if (request.startsWith("INVITE")) {
      peer.sayRaw(US, acknowledged(request, response));
    }
    boolean makesADialog = request.startsWith("INVITE") || request.startsWith("SUBSCRIBE");
    if (status < 300 && makesADialog) {
      List<Dialog> dialogs = request.startsWith("INVITE") ? calls : subscriptions;
      Dialog dialog = Dialog.in(response);
      if (!dialogs.contains(dialog) && dialogs.size() < MOST_REMEMBERED) {
        dialogs.add(dialog);
      }
    }
  }

  private void prove(String request, String challenge) {
    if (parser.parse(bytes(request)) instanceof Parsed.Request(SIPRequest asks)
        && parser.parse(bytes(challenge)) instanceof Parsed.Response(SIPResponse wants)) {
      DigestClient.prove(asks, wants, secret, tokens)
          .ifPresent(
              proof -> {
                String again =
                    request
                        .replace("branch=z9hG4bKh", "branch=z9hG4bKp")
                        .replace(
                            "\r\nMax-Forwards",
                            "\r\n" + proof.name() + ": " + proof.value() + "\r\nMax-Forwards");
                asked.put(value(again, "CSeq"), again);
                peer.sayRaw(US, bytes(again));
              });
    }
  }

  private static byte[] acknowledged(String request, String response) {
    String ack =
        ("ACK sip:paraat@10.0.0.1 SIP/2.0\n%s\nFrom: %s\nTo: %s\nCall-ID: %s\nCSeq: %s\n"
                + "Content-Length: 0\n\n")
            .formatted(
                RawPeer.header(request, "Via"),
                value(response, "From"),
                value(response, "To"),
                value(response, "Call-ID"),
                value(response, "CSeq").replace("INVITE", "ACK"));
    return bytes(ack.replace("\n", "\r\n"));
  }

  private static byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  private static String value(String message, String name) {
    return RawPeer.header(message, name).substring(name.length() + 1).strip();
  }
}
