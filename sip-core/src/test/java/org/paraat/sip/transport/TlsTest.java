package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.sip.transport.TlsSettings.ClientCertificate;
import org.paraat.sip.transport.TlsSettings.ServerName;

/** TLS on real sockets of the loopback. */
class TlsTest {
  private static final String MESSAGE = "MESSAGE x\r\nContent-Length: 4\r\n\r\nbody";

  @TempDir Path folder;
  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final NettyLoop loop = new NettyLoop("sip-test", InstantSource.system());
  private final List<NettyTransports> open = new ArrayList<>();
  private final Ear left = new Ear();
  private final Ear right = new Ear();
  private Papers papers;

  @BeforeEach
  void issue() throws Exception {
    papers = new Papers(folder);
    papers.issue("left");
    papers.issue("right");
  }

  @AfterEach
  void close() {
    open.forEach(NettyTransports::close);
    loop.close();
  }

  private NettyTransports start(Ear ear, ListenSettings settings) {
    var transports = new NettyTransports(loop, settings);
    open.add(transports);
    transports.start(ear);
    return transports;
  }

  private NettyTransports start(Ear ear, TlsSettings tls) {
    return start(ear, here().encrypted(tls));
  }

  private ListenSettings here() {
    return ListenSettings.on(new InetSocketAddress(loopback, 0));
  }

  private static SipAddress tls(NettyTransports at) {
    return at.listening(Transport.TLS).orElseThrow();
  }

  private void send(NettyTransports from, SipAddress to, String name) {
    byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
    loop.execute(() -> from.to(to, name).send(message));
  }

  private SSLSocket browse(NettyTransports there) throws Exception {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    int number = 0;
    for (X509Certificate root : PemFiles.certificates(papers.root())) {
      roots.setCertificateEntry("root " + number++, root);
    }
    var trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusting.getTrustManagers(), null);
    var socket = (SSLSocket) context.getSocketFactory().createSocket(loopback, tls(there).port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static X509Certificate shown(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  @Test
  void messagesGoBothWaysOverOneConnection() throws Exception {
    NettyTransports here = start(left, papers.of("left"));
    NettyTransports there = start(right, papers.of("right"));
    send(here, tls(there), "");
    assertEquals("message " + MESSAGE, right.next());
    assertEquals(Transport.TLS, right.flow.transport());
    assertTrue(right.flow.isReliable());
    loop.execute(() -> right.flow.send(MESSAGE.getBytes(StandardCharsets.UTF_8)));
    assertEquals("message " + MESSAGE, left.next());
    send(here, tls(there), "");
    right.next();
    assertEquals(1, here.connections());
    assertEquals(0, here.handshakes());
  }

  @Test
  void aServerIsHeldToItsName() throws Exception {
    NettyTransports here = start(left, papers.of("left"));
    NettyTransports there = start(right, papers.of("right"));
    send(here, tls(there), "right.example");
    assertEquals("message " + MESSAGE, right.next());
    // Whoever then speaks of the address alone means the same server.
    send(here, tls(there), "");
    assertEquals("message " + MESSAGE, right.next());
    send(here, tls(there), "another.example");
    assertTrue(left.next().startsWith("closed TLS: "));
    assertEquals(Refusal.HANDSHAKE_FAILED, left.nextRefusal());
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() throws Exception {
    NettyTransports there = start(right, papers.of("right"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    var others = new Papers(elsewhere);
    others.issue("left");
    NettyTransports strict = start(left, others.of("left"));
    send(strict, tls(there), "");
    assertTrue(left.next().startsWith("closed TLS: "));
  }

  @Test
  void theNameCanBeLeftUnchecked() throws Exception {
    NettyTransports here = start(left, papers.of("left").expecting(ServerName.UNCHECKED));
    NettyTransports there = start(right, papers.of("right"));
    send(here, tls(there), "another.example");
    assertEquals("message " + MESSAGE, right.next());
  }

  @Test
  void onlyCurrentVersionsAndSuitesAreSpoken() throws Exception {
    NettyTransports there = start(right, papers.of("right"));
    try (SSLSocket socket = browse(there)) {
      socket.startHandshake();
      assertEquals("TLSv1.3", socket.getSession().getProtocol());
    }
    try (SSLSocket socket = browse(there)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertTrue(socket.getSession().getCipherSuite().startsWith("TLS_ECDHE_ECDSA_WITH_AES_"));
    }
    try (SSLSocket socket = browse(there)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
      assertThrows(IOException.class, socket::startHandshake);
    }
  }

  @Test
  void aCertificateThatIsAskedForMustBeThere() throws Exception {
    NettyTransports there = start(right, papers.of("right").asking(ClientCertificate.REQUIRED));
    try (SSLSocket socket = browse(there)) {
      socket.startHandshake(); // TLS 1.3: the client is done before the server has looked
      assertThrows(IOException.class, () -> readOne(socket));
    }
    assertEquals(Refusal.HANDSHAKE_FAILED, right.nextRefusal());
    NettyTransports here = start(left, papers.of("left"));
    send(here, tls(there), "");
    assertTrue(right.next().startsWith("closed TLS: "));
    assertEquals("message " + MESSAGE, right.next());
  }

  private static void readOne(Socket socket) throws IOException {
    if (socket.getInputStream().read() < 0) {
      throw new IOException("ended");
    }
  }

  @Test
  void aNewCertificateServesTheNextConnectionAndABrokenOneNever() throws Exception {
    NettyTransports there = start(right, papers.of("right"));
    Certificates certificates = there.certificates().orElseThrow();
    try (SSLSocket standing = browse(there)) {
      standing.startHandshake();
      X509Certificate first = shown(standing);
      Files.writeString(papers.certificate("right"), "broken");
      certificates.refresh();
      assertTrue(certificates.complaint().isEmpty(), "it may still be written");
      certificates.refresh();
      assertTrue(certificates.complaint().orElse("").contains("no readable certificate"));
      try (SSLSocket socket = browse(there)) {
        socket.startHandshake();
        assertEquals(first, shown(socket));
      }
      papers.issue("right");
      certificates.refresh();
      assertTrue(certificates.complaint().isEmpty());
      try (SSLSocket socket = browse(there)) {
        socket.startHandshake();
        assertNotEquals(first, shown(socket));
      }
      standing.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertEquals('\r', standing.getInputStream().read());
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsNotUsed() throws Exception {
    Files.copy(papers.key("left"), papers.key("right"), StandardCopyOption.REPLACE_EXISTING);
    var refused =
        assertThrows(
            CertificateUnusable.class,
            () -> Certificates.of(papers.of("right"), InstantSource.system()));
    assertTrue(refused.getMessage().contains("is not that of the certificate"));
  }

  @Test
  void aCertificateThatHasEndedDoesNotReplaceOneThatHasNot() throws Exception {
    Certificates certificates = Certificates.of(papers.of("right"), InstantSource.system());
    Instant until = certificates.validUntil();
    papers.issue("right", Instant.now().minusSeconds(60));
    certificates.refresh();
    certificates.refresh();
    assertTrue(certificates.complaint().orElse("").contains("ended"));
    assertEquals(until, certificates.validUntil());
  }

  @Test
  void whoDoesNotShakeHandsIsClosed() throws Exception {
    ConnectionBounds bounds = ConnectionBounds.usual().handshakes(1, Duration.ofMillis(200));
    NettyTransports there = start(right, here().encrypted(papers.of("right")).bounded(bounds));
    try (Socket silent = new Socket(loopback, tls(there).port());
        Socket oneMore = new Socket(loopback, tls(there).port())) {
      silent.setSoTimeout(10_000);
      oneMore.setSoTimeout(10_000);
      assertEquals(-1, oneMore.getInputStream().read());
      assertEquals(Refusal.HANDSHAKES_FULL, right.nextRefusal());
      assertEquals(-1, silent.getInputStream().read());
      assertEquals(Refusal.HANDSHAKE_TOO_SLOW, right.nextRefusal());
    }
    try (SSLSocket socket = browse(there)) {
      socket.startHandshake();
    }
  }

  @Test
  void plainSipOnThePortForTlsIsRefused() throws Exception {
    NettyTransports there = start(right, papers.of("right"));
    try (Socket plain = new Socket(loopback, tls(there).port())) {
      plain.getOutputStream().write(MESSAGE.getBytes(StandardCharsets.UTF_8));
      assertEquals(Refusal.HANDSHAKE_FAILED, right.nextRefusal());
    }
  }

  @Test
  void whoProvesItselfMayLendItsConnectionToWhereItListens() throws Exception {
    NettyTransports there = start(right, papers.of("right").asking(ClientCertificate.OFFERED));
    NettyTransports here = start(left, papers.of("left"));
    send(here, tls(there), "");
    right.next();
    SipAddress listening = tls(here);
    var taken = new CompletableFuture<Flow>();
    loop.execute(
        () -> {
          right.flow.sharesWith(listening.port());
          taken.complete(there.to(listening));
        });
    assertSame(right.flow, taken.get());
  }

  @Test
  void whoProvesNothingMayNotLendItsConnection() throws Exception {
    NettyTransports there = start(right, papers.of("right"));
    NettyTransports here = start(left, papers.of("left"));
    send(here, tls(there), "");
    right.next();
    SipAddress listening = tls(here);
    var taken = new CompletableFuture<Boolean>();
    loop.execute(
        () -> {
          right.flow.sharesWith(listening.port());
          taken.complete(there.to(listening) == right.flow);
        });
    assertFalse(taken.get());
  }
}
