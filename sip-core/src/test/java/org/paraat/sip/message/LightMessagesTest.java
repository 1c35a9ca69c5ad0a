package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Our messages hold what JAIN-SIP's own would hold. */
class LightMessagesTest {
  private static final List<String> NAMES =
      List.of("Allow", "allow", "X-Other", "Diversion", "DIVERSION", "Require", "Content-Type");
  private static final List<String> LINES =
      List.of(
          "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1",
          "Contact: <sip:a@10.0.0.1>",
          "Contact: <sip:a@10.0.0.1>, <sip:b@10.0.0.1>",
          "Record-Route: <sip:10.0.0.1;lr>",
          "Route: <sip:10.0.0.2;lr>",
          "From: <sip:a@10.0.0.1>;tag=1",
          "To: <sip:b@10.0.0.1>",
          "CSeq: 1 INVITE",
          "Call-ID: 1@10.0.0.1",
          "Max-Forwards: 70",
          "Content-Length: 12");

  @Test
  void whateverIsAddedIsFoundAndWrittenAlike() throws Exception {
    for (int seed = 0; seed < 400; seed++) {
      compare(seed, new SIPRequest(), new LightRequest());
      compare(seed, new SIPResponse(), new LightResponse());
    }
  }

  private static void compare(int seed, SIPMessage theirs, SIPMessage ours) throws Exception {
    fill(new Random(seed), theirs);
    fill(new Random(seed), ours);
    assertEquals(written(theirs), written(ours));
    for (String name : List.of("Via", "Contact", "Route", "Allow", "X-Other", "Diversion", "To")) {
      assertEquals(Headers.lines(theirs, name), Headers.lines(ours, name), name);
      assertEquals(Headers.value(theirs, name), Headers.value(ours, name), name);
    }
    assertEquals(SameFields.of(theirs.getTopmostVia()), SameFields.of(ours.getTopmostVia()));
    assertEquals(SameFields.of(theirs.getFrom()), SameFields.of(ours.getFrom()));
    assertEquals(SameFields.of(theirs.getTo()), SameFields.of(ours.getTo()));
    assertEquals(SameFields.of(theirs.getCSeq()), SameFields.of(ours.getCSeq()));
    assertEquals(SameFields.of(theirs.getCallId()), SameFields.of(ours.getCallId()));
  }

  private static void fill(Random random, SIPMessage message) throws Exception {
    for (int i = random.nextInt(14); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> message.addHeader(SipMessages.via(address(), "z9hG4bK" + random.nextInt(100)));
        case 1 -> {
          String name = NAMES.get(random.nextInt(NAMES.size()));
          message.addHeader(SipMessages.header(name, "v" + random.nextInt(100)));
        }
        default ->
            message.attachHeader(header(LINES.get(random.nextInt(LINES.size()))), false, false);
      }
      if (random.nextInt(20) == 0) {
        message.removeHeader("Allow");
      }
    }
  }

  private static SipAddress address() {
    return SipAddress.of(Transport.UDP, "10.0.0.9", 5060);
  }

  private static SIPHeader header(String line) throws Exception {
    int colon = line.indexOf(':');
    return HeaderKind.of(line.substring(0, colon))
        .orElseThrow()
        .read(Cursor.over(line.substring(colon + 1)));
  }

  private static List<String> written(SIPMessage message) {
    List<String> lines = new ArrayList<>();
    for (Iterator<SIPHeader> headers = message.getHeaders(); headers.hasNext(); ) {
      lines.addAll(headers.next().encode().lines().toList());
    }
    return lines;
  }

  @Test
  void namesThatNobodyKnowsAreNotRemembered() throws Exception {
    SipParser parser = new SipParser();
    parser.parse(messageWith("X-Warm"));
    int before = remembered().size();
    for (int i = 0; i < 1000; i++) {
      assertTrue(parser.parse(messageWith("X-" + i)) instanceof Parsed.Request);
    }
    assertEquals(before, remembered().size());
  }

  private static byte[] messageWith(String name) {
    return ("OPTIONS sip:a@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKc\r\n"
            + "From: <sip:a@b>;tag=1\r\nTo: <sip:1@10.0.0.1>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
            + name
            + ": 1\r\n"
            + name
            + ": 2\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Collection<?> remembered() throws ReflectiveOperationException {
    Field names = SIPHeaderNamesCache.class.getDeclaredField("lowercaseMap");
    names.setAccessible(true);
    return ((Map<?, ?>) names.get(null)).keySet();
  }
}
