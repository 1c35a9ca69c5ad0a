package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Parsed;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

class SipLinesTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final Flow flow =
      new SimulatedNetwork(loop, 1)
          .host("10.0.0.1", 5060)
          .to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060));
  private final SipLines lines = new SipLines(2, loop::now, () -> 1);

  private void received(String user, String callId) {
    String invite =
        "INVITE sip:"
            + user
            + "@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK1\r\n"
            + "From: <sip:p@10.0.0.2>;tag=p1\r\nTo: <sip:x@10.0.0.1>\r\nCall-ID: "
            + callId
            + "\r\nCSeq: 1 INVITE\r\nContact: <sip:p@10.0.0.2>\r\n\r\n";
    Parsed parsed = new SipParser().parse(invite.getBytes(StandardCharsets.UTF_8));
    SIPRequest request = assertInstanceOf(Parsed.Request.class, parsed).message();
    lines.received(flow, request);
  }

  private List<String> of(String callId) {
    return lines.of(callId).stream().map(SipLines.Line::text).toList();
  }

  @Test
  void theStartOfAMessageIsKept() {
    received("100", "c1");
    assertEquals(List.of("INVITE sip:100@10.0.0.1"), of("c1"));
  }

  @Test
  void ofAllThatAStrangerMakesLongLittleIsKept() {
    received("1".repeat(5_000), "c1");
    assertEquals(List.of("INVITE sip:" + "1".repeat(96)), of("c1"));
    String longest = "c".repeat(5_000);
    received("100", longest);
    assertEquals(List.of(), of(longest));
  }

  @Test
  void theOldestCallsAreForgotten() {
    received("100", "c1");
    received("100", "c2");
    received("100", "c3");
    assertEquals(List.of(), of("c1"));
    assertEquals(1, of("c3").size());
  }
}
