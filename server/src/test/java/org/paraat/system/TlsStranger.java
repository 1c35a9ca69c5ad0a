package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A stranger at the port for TLS, who shakes hands badly, or well to speak badly then. */
final class TlsStranger {
  private static final int LONGEST_ANSWER = 3_000;

  /** The longest that a handshake may take, and some. */
  private static final int LONGEST_DAWDLE = 15_000;

  /** For an alert, which may come or not. */
  private static final int A_MOMENT = 20;

  private static final String OLD = "TLSv1.2";
  private static final String NEW = "TLSv1.3";

  private final int port;
  private final Spoiler spoiler;
  private final SSLContext trusting;
  private final List<Socket> dawdlers = new ArrayList<>();
  private long connections;
  private long handshakes;

  TlsStranger(PackagedServer server, Spoiler spoiler) {
    port = server.tlsPort();
    this.spoiler = spoiler;
    trusting = trusting(server.certificate());
  }

  private static SSLContext trusting(Path certificate) {
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      known.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("the certificate of the server is of no use", e);
    }
  }

  /** One connection, and what is done to it. */
  void attack() {
    connections++;
    try {
      switch (spoiler.below(8)) {
        case 0 -> says(spoiler.below(2) == 0 ? spoiler.message() : spoiler.packet());
        case 1 -> says(spoiled(hello()));
        case 2 -> says(cut(hello()));
        case 3 -> says(repeated(hello()));
        case 4 -> says(record());
        case 5 -> speaksBadly();
        case 6 -> breaksItsRecords();
        default -> changesItsKeys();
      }
    } catch (IOException closed) {
      // by the server: its right
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", port);
  }

  private void says(byte[] bytes) throws IOException {
    try (Socket stream = connect()) {
      stream.setSoTimeout(A_MOMENT);
      stream.getOutputStream().write(bytes);
      listen(stream);
    }
  }

  private static void listen(Socket stream) throws IOException {
    try {
      stream.getInputStream().readNBytes(10_000);
    } catch (SocketTimeoutException enough) {
      // whoever said half of something may be left waiting for the rest
    }
  }

  private String version() {
    return spoiler.below(2) == 0 ? OLD : NEW;
  }

  /** The first record of a handshake that would succeed. */
  private byte[] hello() throws IOException {
    SSLEngine engine = trusting.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {version()});
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  private byte[] spoiled(byte[] right) {
    for (int i = spoiler.below(8); i >= 0; i--) {
      right[spoiler.below(right.length)] = (byte) spoiler.below(256);
    }
    return right;
  }

  private byte[] cut(byte[] right) {
    return Arrays.copyOf(right, spoiler.below(right.length));
  }

  private byte[] repeated(byte[] right) {
    ByteBuffer often = ByteBuffer.allocate(right.length * (2 + spoiler.below(6)));
    while (often.hasRemaining()) {
      often.put(right);
    }
    return often.array();
  }

  /** A record of any kind with noise in it; its head may lie about its length. */
  private byte[] record() {
    byte[] noise = spoiler.packet();
    int claimed = spoiler.below(3) == 0 ? spoiler.below(65_536) : noise.length;
    ByteBuffer record = ByteBuffer.allocate(5 + noise.length);
    // change of keys, alert, handshake, content, heartbeat, and what is none
    record.put((byte) (20 + spoiler.below(6)));
    record.put((byte) 3).put((byte) spoiler.below(5)).putShort((short) claimed).put(noise);
    return record.array();
  }

  /** What is said once hands were shaken, through the encryption or beneath it. */
  private interface Speech {
    void over(SSLSocket stream, Socket beneath) throws IOException;
  }

  private void shakesHands(String version, Speech then) throws IOException {
    try (Socket beneath = connect();
        var stream =
            (SSLSocket)
                trusting.getSocketFactory().createSocket(beneath, "127.0.0.1", port, true)) {
      stream.setEnabledProtocols(new String[] {version});
      stream.setSoTimeout(LONGEST_ANSWER);
      stream.startHandshake();
      handshakes++;
      then.over(stream, beneath);
    }
  }

  private void speaksBadly() throws IOException {
    shakesHands(
        version(),
        (stream, beneath) -> {
          for (int i = spoiler.below(8); i >= 0; i--) {
            stream.getOutputStream().write(spoiler.message());
          }
        });
  }

  private void breaksItsRecords() throws IOException {
    shakesHands(
        version(),
        (stream, beneath) -> {
          stream.getOutputStream().write(spoiler.message());
          beneath.getOutputStream().write(record());
          stream.setSoTimeout(A_MOMENT);
          listen(stream);
        });
  }

  /** TLS 1.3 has keys changed in place of handshakes again: cheap, and as often as one likes. */
  private void changesItsKeys() throws IOException {
    shakesHands(
        NEW,
        (stream, beneath) -> {
          for (int i = spoiler.below(40); i >= 0; i--) {
            stream.startHandshake();
          }
          stream.getOutputStream().write(spoiler.message());
        });
  }

  /** Each handshake again would cost the server milliseconds, and the stranger nothing. */
  void isRefusedAnotherHandshake(byte[] question) throws IOException {
    shakesHands(
        OLD,
        (stream, beneath) -> {
          stream.getOutputStream().write(question);
          assertTrue(answer(stream).startsWith("SIP/2.0 200"), "the first time it is served");
          stream.startHandshake();
          assertThrows(SSLException.class, () -> answer(stream), "there is no second handshake");
        });
  }

  /** Somebody who means well, by the version that they like, is served as if nobody else came. */
  void isAnswered(byte[] question) throws IOException {
    shakesHands(
        version(),
        (stream, beneath) -> {
          stream.getOutputStream().write(question);
          String answer = answer(stream);
          assertTrue(answer.startsWith("SIP/2.0 200"), answer);
        });
  }

  private static String answer(Socket stream) throws IOException {
    byte[] answer = new byte[1_000];
    int length = Math.max(0, stream.getInputStream().read(answer));
    return new String(answer, 0, length, StandardCharsets.UTF_8);
  }

  /** Some begin a handshake, half of them with a word, and never come to its end. */
  void dawdle(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket stream = connect();
      dawdlers.add(stream);
      connections++;
      stream.setSoTimeout(LONGEST_DAWDLE);
      if (i % 2 == 0) {
        stream.getOutputStream().write(cut(hello()));
      }
    }
  }

  /** They are closed all the same; what they are told before is of no interest. */
  void dawdlersAreTurnedOut() {
    for (Socket dawdler : dawdlers) {
      try (dawdler) {
        dawdler.getInputStream().readNBytes(10_000);
      } catch (SocketTimeoutException stays) {
        throw new AssertionError("a handshake without end is endured", stays);
      } catch (IOException reset) {
        // which is an end, too
      }
    }
    dawdlers.clear();
  }

  String told() {
    return connections + " TLS streams, " + handshakes + " of them shaken hands with";
  }
}
