package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading and writing the messages of a call costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParserBenchmark {
  private static final String DESCRIPTION =
      """
      v=0
      o=carrier 2311 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 6000 RTP/AVP 8 101
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      """;
  private static final String INVITE =
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

      """;
  private static final String TRYING =
      """
      SIP/2.0 100 Trying
      Via: SIP/2.0/UDP 127.0.0.1:5060;rport=5060;branch=z9hG4bK-77
      From: <sip:0612345678@127.0.0.1>;tag=77
      To: <sip:desk1@127.0.0.1:5090>
      Call-ID: 77@127.0.0.1
      CSeq: 1 INVITE
      Content-Length: 0

      """;
  private static final String OK =
      """
      SIP/2.0 200 OK
      Via: SIP/2.0/UDP 127.0.0.1:5060;rport=5060;branch=z9hG4bK-77
      From: <sip:0612345678@127.0.0.1>;tag=77
      To: <sip:desk1@127.0.0.1:5090>;tag=88
      Call-ID: 77@127.0.0.1
      CSeq: 1 INVITE
      Contact: <sip:desk1@127.0.0.1:5090>
      Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE
      Supported: timer
      Server: desk
      Content-Type: application/sdp
      Content-Length: LENGTH

      """;
  private static final String WITHIN_DIALOG =
      """
      METHOD sip:paraat@127.0.0.1:5060 SIP/2.0
      Via: SIP/2.0/UDP 127.0.0.1:5080;rport;branch=z9hG4bK-2311-1-5
      Max-Forwards: 70
      From: "Patient" <sip:0612345678@127.0.0.1>;tag=2311-1
      To: <sip:0880000100@127.0.0.1>;tag=abcdefgh
      Call-ID: 1-2311@127.0.0.1
      CSeq: 1 METHOD
      Contact: <sip:0612345678@127.0.0.1:5080>
      Content-Length: 0

      """;

  @Param({"INVITE", "200", "ACK", "BYE", "100"})
  public String message;

  private final SipParser parser = new SipParser();
  private final SipEncoder encoder = new SipEncoder();
  private byte[] bytes;
  private SIPMessage whole;

  private static byte[] bytes(String name) {
    String text =
        switch (name) {
          case "INVITE" -> INVITE + DESCRIPTION;
          case "200" -> OK + DESCRIPTION;
          case "100" -> TRYING;
          default -> WITHIN_DIALOG.replace("METHOD", name);
        };
    String lines = text.replace("\n", "\r\n");
    int body = lines.length() - lines.indexOf("\r\n\r\n") - 4;
    return lines.replace("LENGTH", "" + body).getBytes(StandardCharsets.UTF_8);
  }

  @Setup
  public void prepare() {
    bytes = bytes(message);
    whole =
        switch (parser.parse(bytes)) {
          case Parsed.Request(SIPRequest request) -> request;
          case Parsed.Response(SIPResponse response) -> response;
          case Parsed other -> throw new IllegalStateException(other + " is not as meant");
        };
  }

  @Benchmark
  public Parsed read() {
    return parser.parse(bytes);
  }

  /** Writes what was read. */
  @Benchmark
  public byte[] write() {
    return encoder.encode(whole);
  }

  /** Makes a response with a description to what was read, when that is a request. */
  @Benchmark
  public Optional<byte[]> answer() {
    if (!(whole instanceof SIPRequest request)) {
      return Optional.empty();
    }
    SIPResponse response = SipMessages.response(request, 200, "OK", "abcdefgh");
    SipMessages.carry(response, Body.sdp(DESCRIPTION));
    return Optional.of(encoder.encode(response));
  }
}
