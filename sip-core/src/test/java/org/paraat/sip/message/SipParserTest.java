package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SipParserTest {
  static final String INVITE =
      """
      INVITE sip:0880000100@127.0.0.1 SIP/2.0
      Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK-1
      Max-Forwards: 70
      From: "Patient" <sip:0612345678@127.0.0.1:5080>;tag=a1
      To: <sip:0880000100@127.0.0.1>
      Call-ID: 1-abc@127.0.0.1
      CSeq: 1 INVITE
      Contact: <sip:0612345678@127.0.0.1:5080>
      Alert-Info: <http://127.0.0.1>;info=spoed
      Alert-Info: <urn:alert:priority:high>
      Content-Type: application/sdp
      """;

  private final SipParser parser = new SipParser();
  private final SipEncoder encoder = new SipEncoder();

  static byte[] bytes(String head, String body) {
    String text = head.replace("\n", "\r\n") + "Content-Length: " + body.length() + "\r\n\r\n";
    return (text + body).getBytes(StandardCharsets.UTF_8);
  }

  private SIPRequest request(String head, String body) {
    return assertInstanceOf(Parsed.Request.class, parser.parse(bytes(head, body))).message();
  }

  private Parsed.Refusable refused(String head) {
    return assertInstanceOf(Parsed.Refusable.class, parser.parse(bytes(head, "")));
  }

  private String unreadable(String head) {
    return assertInstanceOf(Parsed.Unreadable.class, parser.parse(bytes(head, ""))).because();
  }

  @Test
  void anInviteIsRead() {
    SIPRequest invite = request(INVITE, "v=0\r\n");
    assertEquals("INVITE", invite.getMethod());
    assertEquals("0880000100", SipUris.user(invite.getRequestURI()));
    assertEquals("a1", invite.getFromTag());
    assertEquals(Optional.of("v=0\r\n"), Headers.sdp(invite));
    assertEquals(
        List.of("<http://127.0.0.1>;info=spoed", "<urn:alert:priority:high>"),
        Headers.values(invite, "alert-info"));
  }

  @Test
  void whatIsReadAndWrittenIsTheSame() {
    byte[] sent = bytes(INVITE, "v=0\r\n");
    SIPMessage read = assertInstanceOf(Parsed.Request.class, parser.parse(sent)).message();
    assertEquals(
        new String(sent, StandardCharsets.UTF_8),
        new String(encoder.encode(read), StandardCharsets.UTF_8));
  }

  @Test
  void compactNamesAndFoldedLinesAreRead() {
    SIPRequest read =
        request(
            """
            INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
            TO :
             sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
            f: "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
              ;
              tag = 98asjd8
            MaX-fOrWaRdS: 0068
            i: wsinv.ndaksdj@192.0.2.1
            cseq: 0009
              INVITE
            v: SIP  / 2.0  /TCP     spindle.example.com   ;
              branch  =   z9hG4bK9ikj8  ,
             SIP  /    2.0   / UDP  192.168.255.111   ; branch=
             z9hG4bK30239
            s:
            NewFangledHeader:   newfangled value
             continued newfangled value
            UnknownHeaderWithUnusualValue: ;;,,;;,;
            c: application/sdp
            k: 100rel
            m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
                  newvalue ;
              secondparam ; q = 0.33
            """,
            "v=0\r\n");
    assertEquals("1918181833n", read.getToTag());
    assertEquals("98asjd8", read.getFromTag());
    assertEquals(2, read.getViaHeaders().size());
    assertEquals("z9hG4bK9ikj8", read.getTopmostVia().getBranch());
    assertEquals(List.of("100rel"), Headers.values(read, "Supported"));
    assertEquals(
        Optional.of("newfangled value continued newfangled value"),
        Headers.value(read, "NewFangledHeader"));
  }

  @Test
  void ofALongStatusLineTheEndIsLeftOut() {
    Parsed parsed =
        parser.parse(
            bytes(
                "SIP/2.0 200 "
                    + "a,".repeat(30_000)
                    + """

                    Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx
                    From: <sip:a@b>;tag=1
                    To: <sip:c@d>;tag=2
                    Call-ID: x
                    CSeq: 7 INVITE
                    """,
                ""));
    SIPResponse response = assertInstanceOf(Parsed.Response.class, parsed).message();
    assertEquals(200, response.getStatusCode());
    assertTrue(response.getReasonPhrase().startsWith("a,a,"));
    assertTrue(response.getReasonPhrase().length() <= 512);
  }

  @Test
  void aResponseIsRead() {
    Parsed parsed =
        parser.parse(
            bytes(
                """
                SIP/2.0 503 Nicht verfügbar
                Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx;rport=5;received=1.2.3.4
                From: <sip:a@b>;tag=1
                To: <sip:c@d>;tag=2
                Call-ID: x
                CSeq: 7 INVITE
                Retry-After: 120 (maintenance);duration=60
                Reason: Q.850;cause=16;text="Terminated", SIP;cause=503;text="a;b,\\"c"
                """,
                ""));
    SIPResponse response = assertInstanceOf(Parsed.Response.class, parsed).message();
    assertEquals(503, response.getStatusCode());
    assertEquals(Optional.of(java.time.Duration.ofSeconds(120)), Headers.retryAfter(response));
    assertEquals(Optional.of(new Reason("SIP", 503, "a;b,\"c")), Headers.reason(response));
  }

  @Test
  void aRequestThatIsWrongIsRefusedWithTheRightStatus() {
    assertEquals(505, refused(INVITE.replace("SIP/2.0\nVia", "SIP/7.0\nVia")).status());
    assertEquals(400, refused(INVITE.replace("1 INVITE", "1 BYE")).status());
    assertEquals(
        416,
        refused(INVITE.replace("INVITE sip:0880000100@127.0.0.1", "INVITE nobody:x")).status());
    assertEquals(400, refused(INVITE.replace("Contact: <", "Contact: ;;")).status());
    assertEquals(
        400, refused(INVITE.replace("Contact: <sip:0612345678@127.0.0.1:5080>\n", "")).status());
    assertEquals(400, refused(INVITE + "Max-Forwards: 12\n").status());
    assertEquals(400, refused(INVITE + "no colon here\n").status());
  }

  @Test
  void aBodyThatIsShorterThanItsLengthIsRefused() {
    byte[] whole = bytes(INVITE, "v=0\r\n");
    byte[] shortened = java.util.Arrays.copyOf(whole, whole.length - 2);
    Parsed.Refusable refused = assertInstanceOf(Parsed.Refusable.class, parser.parse(shortened));
    assertEquals(400, refused.status());
  }

  @Test
  void whatTellsApartMayBeWrongAndIsStillAnswered() {
    assertEquals(400, refused(INVITE.replace("1 INVITE", "99999999999999999999 INVITE")).status());
    assertEquals(400, refused(INVITE.replace("From: \"Patient\"", "From: \"Patient")).status());
    assertEquals(400, refused(INVITE.replace("branch", ";;branch")).status());
    assertEquals(400, refused(INVITE.replace("INVITE sip:", "INVITE  sip:")).status());
  }

  @Test
  void nobodyPutsALineOfHisOwnIntoOurResponse() {
    Parsed.Refusable refused = refused(INVITE.replace("1-abc@", "1-abc\rWarning: x@"));
    assertEquals(400, refused.status());
    String response =
        new String(
            encoder.encode(SipMessages.response(refused.message(), 400, "Bad", "t")),
            StandardCharsets.UTF_8);
    assertEquals(-1, response.replace("\r\n", "").indexOf('\r'), response);
  }

  @Test
  void aNameWithAQuoteInsideIsRefused() {
    assertEquals(400, refused(INVITE.replace("\"Patient\"", "&\"Patient\"")).status());
  }

  @Test
  void whatCannotBeAnsweredIsUnreadable() {
    unreadable(INVITE.replace("Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK-1\n", ""));
    unreadable(INVITE.replace("Call-ID: 1-abc@127.0.0.1\n", ""));
    unreadable(INVITE.replace("CSeq: 1 INVITE\n", ""));
    unreadable("GET / HTTP/1.1\nHost: x\n");
    unreadable("SIP/2.0 99999 x\n");
    unreadable("x\n".repeat(300));
    assertInstanceOf(Parsed.Unreadable.class, parser.parse(new byte[0]));
    assertInstanceOf(Parsed.Unreadable.class, parser.parse(new byte[70_000]));
  }

  @Test
  void aDescriptionAmongOtherPartsIsFound() {
    String body =
        "--xx\r\nContent-Type: application/isup\r\n\r\nabc\r\n"
            + "--xx\r\nContent-Type: application/sdp\r\n\r\nv=0\r\ns=-\r\n--xx--\r\n";
    SIPRequest read =
        request(INVITE.replace("application/sdp", "multipart/mixed; boundary=\"xx\""), body);
    assertEquals(Optional.of("v=0\r\ns=-\r\n"), Headers.sdp(read));
  }

  @Test
  void usersAreEscapedAndUnescaped() {
    assertEquals("*48*999%23", SipUris.escaped("*48*999#"));
    assertEquals("*48*999#", SipUris.unescaped("*48*999%23"));
    assertEquals("%2", SipUris.unescaped("%2"));
    assertEquals("%zz", SipUris.unescaped("%zz"));
    assertEquals("é", SipUris.unescaped(SipUris.escaped("é")));
    assertEquals("+31612345678", SipUris.user(SipUris.parse("tel:+31-6-1234-5678").orElseThrow()));
    assertTrue(SipUris.parse("http://x").isEmpty());
    assertTrue(SipUris.parse("sip:").isEmpty());
  }

  @Test
  void whateverTheBytesAreNothingIsThrown() {
    Random random = new Random(42);
    byte[] original = bytes(INVITE, "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n");
    String interesting = "\r\n :;,<>\"@=%\\\0\t()[]/\u00ff";
    for (int round = 0; round < 15_000; round++) {
      byte[] mutant = original.clone();
      int changes = 1 + random.nextInt(8);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(mutant.length);
        mutant[at] =
            random.nextBoolean()
                ? (byte) interesting.charAt(random.nextInt(interesting.length()))
                : (byte) random.nextInt(256);
      }
      int length = random.nextInt(10) == 0 ? random.nextInt(mutant.length) : mutant.length;
      Parsed parsed = parser.parse(java.util.Arrays.copyOf(mutant, length));
      if (parsed instanceof Parsed.Refusable(SIPRequest message, int status, String because)) {
        SipMessages.response(message, status, because, "tag");
      }
    }
  }
}
