package org.paraat.scenario;

import static java.time.Duration.ofMillis;

import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** What stands at the address of a phone of ours and says exactly what a scenario tells it. */
final class RawPhone {
  private static final SipAddress US =
      SipAddress.of(Transport.UDP, Office.PLATFORM_ADDRESS, Office.SIP_PORT);

  private final Office office;
  private final String address;
  private final RawPeer peer;
  private String invite = "";
  private int number = 1;

  /** Takes the place of a phone that has registered. */
  RawPhone(Office office, TestPhone phone) {
    this.office = office;
    address = phone.address();
    phone.crashes();
    peer = new RawPeer(office.network().host(address, Office.SIP_PORT));
    peer.reacting(
        message -> {
          if (message.startsWith("BYE") || message.startsWith("OPTIONS")) {
            peer.answer(message.substring(0, 3), 200, "", "", "");
          }
        });
  }

  /** A description of one stream. */
  String describes(int version, String formats, String more) {
    return "v=0\r\no=- 1 %d IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio 4000 RTP/AVP %s\r\n%s"
        .formatted(version, address, address, formats, more);
  }

  /** Answers the call that came in. */
  void answers(String sdp) {
    answers(sdp, "");
  }

  /** Answers it with headers of its own as well. */
  void answers(String sdp, String more) {
    invite = peer.last("INVITE");
    peer.answer(
        "INVITE",
        200,
        "raw",
        "Contact: <sip:raw@" + address + ">" + more + "\nContent-Type: application/sdp",
        sdp);
    office.settles();
  }

  /** Answers the offer in a call that goes on. */
  void answersOfferWithin(String sdp) {
    peer.answer(
        "INVITE",
        200,
        "",
        "Contact: <sip:raw@" + address + ">\nContent-Type: application/sdp",
        sdp);
    office.settles();
  }

  /** Sends a request in its call; an ACK goes with the number of the last one. */
  void says(String method, String more, String body) {
    boolean isAck = method.equals("ACK");
    number += isAck ? 0 : 1;
    String type = body.isEmpty() ? "" : "\nContent-Type: application/sdp";
    peer.say(
        US,
        method
            + " sip:paraat@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP "
            + address
            + ":5060;branch=z9hG4bK"
            + method
            + number
            + "\n"
            + "From:"
            + RawPeer.header(invite, "To").substring(3)
            + ";tag=raw\n"
            + "To:"
            + RawPeer.header(invite, "From").substring(5)
            + "\n"
            + RawPeer.header(invite, "Call-ID")
            + "\nCSeq: "
            + number
            + " "
            + method
            + "\nContact: <sip:raw@"
            + address
            + ">"
            + more
            + type,
        body);
    office.passes(ofMillis(20));
  }

  /** The newest message that starts so. */
  String heard(String start) {
    return peer.last(start);
  }

  /** The oldest message that starts so. */
  String firstHeard(String start) {
    return peer.heard().stream()
        .filter(message -> message.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing starts with " + start));
  }

  RawPeer peer() {
    return peer;
  }
}
