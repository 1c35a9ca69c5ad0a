package org.paraat.sip.message;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A message that is twice as long costs about twice as much, whatever it is long of. */
class ParsingCostTest {
  private static final String HEAD =
      "INVITE sip:1@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKc\r\n"
          + "From: <sip:a@b>;tag=1\r\nTo: <sip:1@10.0.0.1>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n";
  private static final String CONTACT = "Contact: <sip:a@10.9.9.9>\r\n";
  private static final double MOST_GROWTH = 2.7;
  private static final long MOST_BYTES_A_BYTE = 400;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SipParser parser = new SipParser();

  private static Map<String, IntFunction<String>> shapes() {
    Map<String, IntFunction<String>> shapes = new TreeMap<>();
    shapes.put(
        "via parameters", n -> "Via: SIP/2.0/UDP h;branch=z9hG4bKd" + ";p=v".repeat(n) + "\r\n");
    shapes.put("via values", n -> "Via: SIP/2.0/UDP h" + ",SIP/2.0/UDP h".repeat(n / 2) + "\r\n");
    shapes.put("contact values", n -> "Contact: <sip:a@b>" + ",<sip:a@b>".repeat(n / 2) + "\r\n");
    shapes.put("contact parameters", n -> "Contact: <sip:a@b>" + ";a=b".repeat(n) + "\r\n");
    shapes.put("uri parameters", n -> "Contact: <sip:a@b" + ";a=b".repeat(n) + ">\r\n");
    shapes.put("uri headers", n -> "Contact: <sip:a@b?x=y" + "&a=b".repeat(n) + ">\r\n");
    shapes.put("a user", n -> "Contact: <sip:" + "%41a;".repeat(n) + "@b>\r\n");
    shapes.put("a host", n -> "Contact: <sip:a@" + "a.b.".repeat(n) + "c>\r\n");
    shapes.put("a display name", n -> "Contact: \"" + "\\\"a ".repeat(n) + "\" <sip:a@b>\r\n");
    shapes.put("tokens before an address", n -> "Contact: " + "abc ".repeat(n) + "<sip:a@b>\r\n");
    shapes.put("an open quote", n -> "Contact: \"" + "abc ".repeat(n) + "<sip:a@b>\r\n");
    shapes.put("open brackets", n -> "Contact: " + "<<<<".repeat(n) + "\r\n");
    shapes.put("routes", n -> "Route: <sip:b;lr>" + ",<sip:b;lr>".repeat(n / 2) + "\r\n");
    shapes.put("record routes", n -> "Record-Route: <sip:b>" + ",<sip:b>".repeat(n / 2) + "\r\n");
    shapes.put("folds", n -> "Subject: a" + "\r\n b".repeat(n) + "\r\n");
    shapes.put("folds of a via", n -> "Via: SIP/2.0/UDP h;branch=z" + "\r\n  ".repeat(n) + "\r\n");
    shapes.put("commas of a header as written", n -> "Require: a" + ",a,b".repeat(n) + "\r\n");
    shapes.put("spaces", n -> "Max-Forwards: " + "    ".repeat(n) + "7\r\n");
    shapes.put("digits", n -> "Max-Forwards: " + "0000".repeat(n) + "7\r\n");
    return shapes;
  }

  @TestFactory
  Stream<DynamicTest> twiceAsLongIsTwiceAsDear() {
    return shapes().entrySet().stream()
        .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> isLinear(shape.getValue())));
  }

  private void isLinear(IntFunction<String> shape) {
    for (int i = 0; i < 3; i++) {
      cost(message(shape, 1000));
    }
    byte[] longest = message(shape, 8000);
    long small = cost(message(shape, 4000));
    long large = cost(longest);
    assertTrue(large < small * MOST_GROWTH + 100_000, small + " bytes became " + large);
    assertTrue(large < MOST_BYTES_A_BYTE * longest.length, large + " for " + longest.length);
  }

  private static byte[] message(IntFunction<String> shape, int n) {
    String header = shape.apply(n);
    String contact = header.startsWith("Contact") ? "" : CONTACT;
    return (HEAD + contact + header + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private long cost(byte[] message) {
    long before = threads.getCurrentThreadAllocatedBytes();
    Parsed parsed = parser.parse(message);
    if (parsed instanceof Parsed.Request(var request)) {
      Headers.values(request, "Require");
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
