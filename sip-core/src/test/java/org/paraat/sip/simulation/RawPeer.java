package org.paraat.sip.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.TransportHandler;
import org.paraat.sip.transport.Transports;

/** A peer that says exactly what a test tells it, and remembers what it hears. */
public final class RawPeer implements TransportHandler {
  private final Transports transports;
  private final List<String> heard = new ArrayList<>();
  private Consumer<String> reaction = message -> {};
  private Flow lastFlow;

  public RawPeer(Transports transports) {
    this.transports = transports;
    transports.start(this);
  }

  /** Sends a message whose lines end with plain line feeds here; says Content-Length itself. */
  public void say(SipAddress to, String head, String body) {
    sayBy(transports.to(to), head, body);
  }

  /** Sends a message as it is. */
  public void sayRaw(SipAddress to, byte[] message) {
    transports.to(to).send(message);
  }

  public void sayBy(Flow flow, String head, String body) {
    String message =
        head.strip().replace("\n", "\r\n")
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    flow.send(message.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers the newest request that starts so. */
  public void answer(String requestStart, int status, String tag, String more, String body) {
    String request = last(requestStart);
    sayBy(lastFlow, response(request, status, tag, more), body);
  }

  /** A response to a request, with its own headers. */
  public static String response(String request, int status, String tag, String more) {
    StringBuilder response = new StringBuilder("SIP/2.0 " + status + " Test\n");
    for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
      String line = header(request, name);
      boolean needsTag = name.equals("To") && !tag.isEmpty() && !line.contains(";tag=");
      response.append(line).append(needsTag ? ";tag=" + tag : "").append('\n');
    }
    return response + more;
  }

  /** The whole header line of that name. */
  public static String header(String message, String name) {
    return message
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in:\n" + message));
  }

  public void reacting(Consumer<String> newReaction) {
    reaction = newReaction;
  }

  public List<String> heard() {
    return heard;
  }

  /** The first lines of what was heard. */
  public List<String> firstLines() {
    return heard.stream().map(message -> message.lines().findFirst().orElse("")).toList();
  }

  public long count(String start) {
    return heard.stream().filter(message -> message.startsWith(start)).count();
  }

  public String last(String start) {
    return heard.reversed().stream()
        .filter(message -> message.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing starts with " + start + ": " + heard));
  }

  @Override
  public void onMessage(Flow flow, byte[] message) {
    lastFlow = flow;
    String text = new String(message, StandardCharsets.UTF_8);
    heard.add(text);
    reaction.accept(text);
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {
    heard.add("closed: " + because);
  }

  @Override
  public void onUnreachable(Flow flow, String because) {
    heard.add("unreachable: " + because);
  }

  @Override
  public void onDropped(Flow flow, String because) {
    heard.add("dropped: " + because);
  }
}
