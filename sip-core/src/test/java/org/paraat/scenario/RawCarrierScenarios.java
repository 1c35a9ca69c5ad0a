package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import org.junit.jupiter.api.Test;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** A carrier that speaks as no proper one would. */
@Scenarios
class RawCarrierScenarios {
  private static final SipAddress US =
      SipAddress.of(Transport.UDP, Office.PLATFORM_ADDRESS, Office.SIP_PORT);

  private final Office post =
      new Office().queue("Triage", q -> q.number("0880000100").agents("1201")).carrier("carrier-a");
  private RawPeer carrier;
  private String tag = "";

  private static String sdp(int port) {
    return "v=0\r\no=- 1 1 IN IP4 10.0.9.1\r\ns=-\r\nc=IN IP4 10.0.9.1\r\nt=0 0\r\nm=audio "
        + port
        + " RTP/AVP 8\r\n";
  }

  private void says(String method, int number, int branch, String body) {
    String to = "To: <sip:0880000100@10.0.0.1>" + (tag.isEmpty() ? "" : ";tag=" + tag);
    String type = body.isEmpty() ? "" : "\nContent-Type: application/sdp";
    carrier.say(
        US,
        method
            + " sip:0880000100@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.9.1:5080;branch=z9hG4bK"
            + branch
            + "\nFrom: <sip:0612345678@10.0.9.1>;tag=c1\n"
            + to
            + "\nCall-ID: raw\nCSeq: "
            + number
            + (method.equals("ACK") ? " ACK" : " " + method)
            + "\nContact: <sip:0612345678@10.0.9.1:5080>"
            + type,
        body);
    post.passes(ofMillis(20));
  }

  @Test
  void aConversationGoesOnWhenARefreshIsAnsweredWithNoSound() {
    post.carrierAt("carrier-a").closesItsPort();
    carrier = new RawPeer(post.network().host("10.0.9.1", 5080));
    carrier.reacting(
        message -> {
          if (message.startsWith("BYE") || message.startsWith("OPTIONS")) {
            carrier.answer(message.substring(0, 3), 200, "", "", "");
          }
        });
    says("INVITE", 1, 1, sdp(4000));
    tag = RawPeer.header(carrier.last("SIP/2.0 200"), "To").split("tag=")[1];
    says("ACK", 1, 2, "");
    post.phone("1201").rings().answers();
    says("INVITE", 2, 3, "");
    says("ACK", 2, 4, sdp(0));
    post.passes(ofSeconds(5));
    post.phone("1201").isTalking();
    says("BYE", 3, 5, "");
    post.phone("1201").isDone();
  }
}
