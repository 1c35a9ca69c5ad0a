package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Phones behind one port that watch the lamps of others, and what their lamps show. */
final class Watchers {
  private final InetSocketAddress server;
  private final Wire wire;
  private final Wire.Port port;
  private final Map<String, Lamp> lamps = new LinkedHashMap<>();
  private int accepted;
  private int refusedWith;
  private int notified;
  private int wentBack;

  /** One lamp of one phone. */
  static final class Lamp {
    private final String user;
    private final String watched;
    private long number;
    private boolean isAccepted;
    private boolean isOn;
    private long toldAt;

    private Lamp(String user, String watched) {
      this.user = user;
      this.watched = watched;
    }

    String watched() {
      return watched;
    }

    boolean isOn() {
      return isOn;
    }

    /** When it was told anything last. */
    long toldAt() {
      return toldAt;
    }
  }

  Watchers(Wire wire, InetSocketAddress server) throws IOException {
    this.wire = wire;
    this.server = server;
    port = wire.open(0, server, this::received);
  }

  /** A phone begins to watch an extension. */
  void watch(String user, String extension) {
    String id = "watch-" + user + "-" + extension;
    lamps.put(id, new Lamp(user, extension));
    subscribe(id, 1, "");
  }

  private void subscribe(String id, int number, String proof) {
    Lamp lamp = lamps.get(id);
    String lines =
        """
        SUBSCRIBE %1$s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%2$d;rport;branch=z9hG4bK-%3$s-%4$d
        Max-Forwards: 70
        From: <sip:%5$s@127.0.0.1>;tag=w
        To: <%1$s>
        Call-ID: %3$s
        CSeq: %4$d SUBSCRIBE
        Contact: <sip:%5$s@127.0.0.1:%2$d>
        Event: dialog
        Expires: 3600
        """
            .formatted(uri(lamp), port.number(), id, number, lamp.user)
            .replace("\n", "\r\n");
    port.sendUntilAnswered(id + number, lines + proof + SipText.noBody());
  }

  private String uri(Lamp lamp) {
    return "sip:" + lamp.watched + "@" + server.getHostString() + ":" + server.getPort();
  }

  private void received(SipText message, long nanos) {
    Lamp lamp = lamps.get(message.callId());
    if (lamp == null) {
      return;
    }
    int number = Integer.parseInt(message.header("CSeq").split(" ")[0]);
    if (message.isRequest()) {
      port.send(message.answer("200 OK", "w", SipText.noBody()));
      told(lamp, number, message.text(), nanos);
      return;
    }
    wire.answered(message.callId() + number);
    if (message.status() == 401 && number == 1) {
      var digest = new Digest(lamp.user, lamp.user + "-secret");
      subscribe(message.callId(), 2, digest.answer(message, "SUBSCRIBE", uri(lamp)));
    } else if (message.status() == 200) {
      accepted += lamp.isAccepted ? 0 : 1;
      lamp.isAccepted = true;
    } else if (message.status() >= 300) {
      refusedWith = message.status();
    }
  }

  private void told(Lamp lamp, int number, String text, long nanos) {
    if (number == lamp.number) {
      return; // sent again
    }
    notified++;
    wentBack += number < lamp.number ? 1 : 0;
    lamp.number = number;
    lamp.isOn = text.contains("<state>confirmed") || text.contains("<state>early");
    lamp.toldAt = nanos;
  }

  Iterable<Lamp> lamps() {
    return lamps.values();
  }

  /** How far it came, in words. */
  @Override
  public String toString() {
    return accepted + " accepted, the last refused with " + refusedWith + ", notified " + notified;
  }

  int accepted() {
    return accepted;
  }

  int notified() {
    return notified;
  }

  /** NOTIFYs whose number was lower than that of one before. */
  int wentBack() {
    return wentBack;
  }
}
