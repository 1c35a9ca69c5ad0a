package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.server.phone.Identity;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.PhoneCall.State;
import org.paraat.server.phone.Phones;
import org.paraat.server.phone.Phones.NotConnected;

/** Whatever strangers send to the packaged server, calls stand and new ones are served. */
@Tag("system")
@Timeout(300)
class FuzzSystemTest extends OnTheDemo {
  private static final int A_ROUND = 40_000;
  private static final int DATAGRAMS = Integer.getInteger("fuzz.count", A_ROUND);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int ROUNDS = Math.max(1, DATAGRAMS / A_ROUND);
  private static final int BETWEEN_QUESTIONS = 50;
  private static final int BETWEEN_ENCRYPTED_QUESTIONS = 10;
  private static final int ANSWER_WITHIN_MILLISECONDS = 3000;
  private static final String UPGRADE =
      "GET /sip HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Sec-WebSocket-Protocol: sip\r\n\r\n";
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int PATIENT = 660;
  private static final int TRIAGIST = 440;
  private static final Duration NOTHING_IS_LEFT = Duration.ofSeconds(10);
  private static final int DAWDLERS = 40;

  private static Phones phones;
  private static Phone patients;
  private static Phone desk;

  private final Spoiler spoiler = new Spoiler(SEED);
  private final TlsStranger encrypted = new TlsStranger(server, spoiler);
  private long datagrams;
  private long connections;
  private long packets;
  private long webRequests;
  private long webSockets;
  private long frames;
  private long slowestAnswer;

  @BeforeAll
  static void connectsThePhones() throws NotConnected, IOException {
    phones = Phones.calling("127.0.0.1", server.sipPort());
    carriers.lend(Carriers.A);
    patients = phones.connect(Identity.carrier("carrier-a", Carriers.A, PATIENT));
    desk = phones.connect(Identity.device("desk1", "desk1-secret", TRIAGIST));
    assertEquals(Optional.empty(), desk.register());
    for (String code : List.of("*1*1201", "*48*999")) {
      assertTrue(desk.dial(code).awaits(State.ENDED, SOON), code);
    }
  }

  @AfterAll
  static void theyGoHome() {
    patients.close();
    desk.close();
    phones.close();
  }

  @Test
  void callsStandAndNewOnesAreServedWhateverStrangersSend() throws IOException {
    var second = new Desk(server, "desk2").serves("1202", "998");
    for (int round = 1; round <= ROUNDS; round++) {
      PhoneCall patient = patients.dial("061234567" + round, "0880000100", words -> {});
      PhoneCall triagist = desk.awaitsRinging(SOON).orElseThrow();
      triagist.answer();
      triagist.talk();
      patient.talk();
      server.awaitState("1201", "999", "talking");
      send(DATAGRAMS / ROUNDS);
      aNewCallIsServed(second, round);
      server.awaitState("1201", "999", "talking");
      hears(patient, TRIAGIST);
      hears(triagist, PATIENT);
      patient.hangUp();
      assertTrue(triagist.awaits(State.ENDED, SOON), "the other side hung up");
      server.awaitState("1201", "999", "available");
    }
    assertTrue(server.isReady());
    assertTrue(webSockets > 0, "no web socket was opened");
    Patience.until(
        "no connection is left",
        NOTHING_IS_LEFT,
        () -> server.get("/metrics").body().contains("\nparaat_sip_connections 0.0"));
    assertEquals(List.of(), server.troubles());
    report();
  }

  /** The call that stood stands still. */
  private static void hears(PhoneCall call, int hertz) {
    assertEquals(State.TALKING, call.state(), call::ending);
    assertTrue(
        call.ear().hears(call.ear().now(), sound -> sound.isTone(hertz), SOON),
        () -> "does not hear " + hertz + " Hz");
  }

  private void send(int count) throws IOException {
    encrypted.dawdle(DAWDLERS);
    sendStreams(count / 500);
    sendEncrypted(count / 250);
    sendSound(count / 4);
    sendWebRequests(count / 500);
    sendFrames(count / 500);
    sendDatagrams(count);
    encrypted.dawdlersAreTurnedOut();
  }

  private static void aNewCallIsServed(Desk desk, int round) {
    try (Sipp triagist = desk.answers();
        Sipp patient =
            Sipp.scenario("trunk-calls")
                .to(server)
                .caller("061234100" + round)
                .dialling("0880000198")
                .talking(Duration.ofSeconds(3))
                .startAs(carriers, Carriers.B)) {
      triagist.awaitMilestone("answered");
      patient.succeeds();
      triagist.awaitMilestone("over");
    }
    server.awaitState("1202", "998", "available");
  }

  /** Sends datagrams and asks in between whether the server is there. */
  private void sendDatagrams(int count) throws IOException {
    InetSocketAddress sip = new InetSocketAddress("127.0.0.1", server.sipPort());
    try (DatagramSocket stranger =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 0));
        DatagramSocket asking =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.10"), 0))) {
      asking.setSoTimeout(ANSWER_WITHIN_MILLISECONDS);
      for (int i = 1; i <= count; i++) {
        byte[] message = spoiler.message();
        if (message.length < 60_000) {
          stranger.send(new DatagramPacket(message, message.length, sip));
          datagrams++;
        }
        if (i % BETWEEN_QUESTIONS == 0) {
          isAnswered(asking, sip, i);
        }
      }
    }
  }

  private static byte[] question(String transport, String id) {
    return """
        OPTIONS sip:127.0.0.1 SIP/2.0
        Via: SIP/2.0/%s 127.0.0.10:9;rport;branch=z9hG4bK%s
        From: <sip:q@127.0.0.10>;tag=q
        To: <sip:127.0.0.1>
        Call-ID: %s
        CSeq: 1 OPTIONS
        Max-Forwards: 70
        Content-Length: 0

        """
        .formatted(transport, id, id)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void isAnswered(DatagramSocket asking, InetSocketAddress sip, int number)
      throws IOException {
    String id = "q" + datagrams + "-" + number;
    byte[] question = question("UDP", id);
    long began = System.nanoTime();
    asking.send(new DatagramPacket(question, question.length, sip));
    DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
    String text = "";
    while (!text.contains(id)) {
      asking.receive(answer);
      text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
    assertTrue(text.startsWith("SIP/2.0 200"), text);
    slowestAnswer = Math.max(slowestAnswer, System.nanoTime() - began);
  }

  private void sendStreams(int count) {
    for (int i = 0; i < count; i++) {
      try (Socket stream = new Socket("127.0.0.1", server.sipPort())) {
        for (int j = spoiler.below(8); j >= 0; j--) {
          stream.getOutputStream().write(spoiler.message());
        }
        connections++;
      } catch (IOException closed) {
        connections++; // by the server, when it lost the thread: its right
      }
    }
  }

  private void sendEncrypted(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      encrypted.attack();
      if (i % BETWEEN_ENCRYPTED_QUESTIONS == 0) {
        encrypted.isAnswered(question("TLS", "e" + i));
      }
    }
    encrypted.isRefusedAnotherHandshake(question("TLS", "again"));
  }

  private void sendSound(int count) throws IOException {
    try (DatagramSocket stranger = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        byte[] packet = spoiler.packet();
        int port = server.rtpPort() + spoiler.below(40);
        stranger.send(
            new DatagramPacket(packet, packet.length, InetAddress.ofLiteral("127.0.0.1"), port));
        packets++;
      }
    }
  }

  private void sendWebRequests(int count) {
    for (int i = 0; i < count; i++) {
      try (Socket stream = new Socket("127.0.0.1", server.httpPort())) {
        stream.getOutputStream().write(spoiler.webRequest());
        webRequests++;
      } catch (IOException closed) {
        webRequests++; // by the server, which may
      }
    }
  }

  private void sendFrames(int count) {
    for (int i = 0; i < count; i++) {
      try (Socket stream = new Socket("127.0.0.1", server.httpPort())) {
        stream.setSoTimeout(ANSWER_WITHIN_MILLISECONDS);
        stream.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.UTF_8));
        byte[] answer = new byte[12];
        int length = stream.getInputStream().readNBytes(answer, 0, answer.length);
        String status = new String(answer, 0, length, StandardCharsets.UTF_8);
        assertTrue(status.startsWith("HTTP/1.1 101"), status);
        webSockets++;
        for (int j = spoiler.below(12); j >= 0; j--) {
          stream.getOutputStream().write(spoiler.frame());
          frames++;
        }
      } catch (IOException closed) {
        frames++; // by the server, as a frame that lies deserves
      }
    }
  }

  private void report() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "fuzz"));
    Files.write(
        folder.resolve("server-" + SEED + ".txt"),
        List.of(
            "server, seed "
                + SEED
                + ": "
                + datagrams
                + " datagrams, "
                + connections
                + " streams, "
                + encrypted.told()
                + ", "
                + packets
                + " packets of sound, "
                + webRequests
                + " web requests, "
                + frames
                + " frames on "
                + webSockets
                + " web sockets; the slowest answer took "
                + Duration.ofNanos(slowestAnswer).toMillis()
                + " ms"));
  }
}
