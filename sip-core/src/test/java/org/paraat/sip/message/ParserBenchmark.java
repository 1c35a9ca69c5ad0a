package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading and writing a message costs: an INVITE with its description, an answer without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParserBenchmark {
  private static final byte[] INVITE =
      bytes(
          """
          INVITE sip:0880000100@127.0.0.1:5060 SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:5080;rport;branch=z9hG4bK-2311-1-0
          Max-Forwards: 70
          From: "Patient" <sip:0612345678@127.0.0.1>;tag=2311-1
          To: <sip:0880000100@127.0.0.1>
          Call-ID: 1-2311@127.0.0.1
          CSeq: 1 INVITE
          Contact: <sip:0612345678@127.0.0.1:5080;transport=UDP>
          Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE
          Supported: timer, replaces
          P-Asserted-Identity: <sip:+31612345678@127.0.0.1>
          User-Agent: carrier
          Content-Type: application/sdp
          Content-Length: LENGTH

          v=0
          o=carrier 2311 1 IN IP4 127.0.0.1
          s=-
          c=IN IP4 127.0.0.1
          t=0 0
          m=audio 6000 RTP/AVP 8 101
          a=rtpmap:8 PCMA/8000
          a=rtpmap:101 telephone-event/8000
          """);
  private static final byte[] RINGING =
      bytes(
          """
          SIP/2.0 180 Ringing
          Via: SIP/2.0/UDP 127.0.0.1:5060;rport=5060;branch=z9hG4bK-77
          From: <sip:0612345678@127.0.0.1>;tag=77
          To: <sip:desk1@127.0.0.1:5090>;tag=88
          Call-ID: 77@127.0.0.1
          CSeq: 1 INVITE
          Contact: <sip:desk1@127.0.0.1:5090>
          Content-Length: 0

          """);

  private final SipParser parser = new SipParser();
  private final SipEncoder encoder = new SipEncoder();
  private SIPMessage invite;

  private static byte[] bytes(String text) {
    String lines = text.replace("\n", "\r\n");
    int body = lines.length() - lines.indexOf("\r\n\r\n") - 4;
    return lines.replace("LENGTH", "" + body).getBytes(StandardCharsets.UTF_8);
  }

  @Setup
  public void read() {
    if (!(parser.parse(INVITE) instanceof Parsed.Request request)
        || !(parser.parse(RINGING) instanceof Parsed.Response)) {
      throw new IllegalStateException(
          parser.parse(INVITE) + " or " + parser.parse(RINGING) + " is not as meant");
    }
    invite = request.message();
  }

  @Benchmark
  public Parsed readInvite() {
    return parser.parse(INVITE);
  }

  @Benchmark
  public Parsed readRinging() {
    return parser.parse(RINGING);
  }

  @Benchmark
  public byte[] writeInvite() {
    return encoder.encode(invite);
  }
}
