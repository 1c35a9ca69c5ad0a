package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks a name server of the test's own, on loopback. */
@Timeout(30)
class NettyDnsTest {
  private static final int A = 1;
  private static final int SRV = 33;

  /** Knows one service with two servers; other names it does not know, or it is silent. */
  private record NameServer(DatagramSocket socket, Thread thread) implements AutoCloseable {

    static NameServer started(boolean isSilent) throws IOException {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      var thread = Thread.ofVirtual().unstarted(() -> serve(socket, isSilent));
      thread.start();
      return new NameServer(socket, thread);
    }

    private static void serve(DatagramSocket socket, boolean isSilent) {
      try {
        while (!socket.isClosed()) {
          var question = new DatagramPacket(new byte[512], 512);
          socket.receive(question);
          if (!isSilent) {
            byte[] answer = answer(ByteBuffer.wrap(question.getData(), 0, question.getLength()));
            socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
          }
        }
      } catch (IOException closed) {
        socket.close();
      }
    }

    private static byte[] answer(ByteBuffer question) throws IOException {
      int id = question.getShort(0) & 0xffff;
      var name = new StringBuilder();
      int at = 12;
      while (question.get(at) != 0) {
        int length = question.get(at);
        for (int i = 1; i <= length; i++) {
          name.append((char) question.get(at + i));
        }
        name.append('.');
        at += length + 1;
      }
      int type = question.getShort(at + 1);
      byte[] asked = new byte[at + 5 - 12];
      question.get(12, asked);
      boolean isService = name.toString().equals("_sip._udp.carrier.test.") && type == SRV;
      boolean isHost = name.toString().equals("one.carrier.test.") && type == A;
      boolean isBroken = name.toString().equals("_sip._udp.broken.test.") && type == SRV;
      int count = isService ? 2 : isHost || isBroken ? 1 : 0;
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeShort(id);
      boolean isKnown = count > 0 || name.toString().equals("one.carrier.test.");
      out.writeShort(isKnown ? 0x8580 : 0x8583);
      out.writeShort(1);
      out.writeShort(count);
      out.writeInt(0);
      out.write(asked);
      if (isService) {
        service(out, 10, 60, 5080, "one.carrier.test");
        service(out, 20, 0, 5082, "two.carrier.test");
      } else if (isHost) {
        record(out, A, new byte[] {(byte) 192, 0, 2, 7});
      } else if (isBroken) {
        // the target is a pointer behind the end of the message
        record(out, SRV, new byte[] {0, 1, 0, 1, 19, (byte) 196, (byte) 255, (byte) 255});
      }
      return bytes.toByteArray();
    }

    private static void service(
        DataOutputStream out, int priority, int weight, int port, String target)
        throws IOException {
      var bytes = new ByteArrayOutputStream();
      var content = new DataOutputStream(bytes);
      content.writeShort(priority);
      content.writeShort(weight);
      content.writeShort(port);
      for (String label : target.split("\\.")) {
        content.writeByte(label.length());
        content.write(label.getBytes(StandardCharsets.US_ASCII));
      }
      content.writeByte(0);
      record(out, SRV, bytes.toByteArray());
    }

    private static void record(DataOutputStream out, int type, byte[] content) throws IOException {
      out.writeShort(0xc00c);
      out.writeShort(type);
      out.writeShort(1);
      out.writeInt(120);
      out.writeShort(content.length);
      out.write(content);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static <T> Dns.Answer<T> answer(Consumer<Consumer<Dns.Answer<T>>> asking)
      throws Exception {
    var told = new CompletableFuture<Dns.Answer<T>>();
    asking.accept(told::complete);
    return told.get(20, TimeUnit.SECONDS);
  }

  /** What is done with a resolver that asks the server. */
  private interface Use {
    void of(Dns dns) throws Exception;
  }

  private static void asking(boolean isSilent, Use use) throws Exception {
    try (var server = NameServer.started(isSilent);
        var loop = new NettyLoop("dns-test", InstantSource.system());
        var dns =
            new NettyDns(
                loop,
                List.of((InetSocketAddress) server.socket().getLocalSocketAddress()),
                isSilent ? Duration.ofMillis(300) : Duration.ofSeconds(10))) {
      use.of(dns);
    }
  }

  @Test
  void theServicesOfANameAreRead() throws Exception {
    asking(
        false,
        dns ->
            assertEquals(
                new Dns.Answer.Found<>(
                    List.of(
                        new Dns.Service("one.carrier.test.", 5080, 10, 60),
                        new Dns.Service("two.carrier.test.", 5082, 20, 0)),
                    Duration.ofSeconds(120)),
                NettyDnsTest.<Dns.Service>answer(
                    told -> dns.services("_sip._udp.carrier.test", told))));
  }

  @Test
  void theAddressesOfAHostAreReadWhenItHasOfOneKindOnly() throws Exception {
    asking(
        false,
        dns ->
            assertEquals(
                new Dns.Answer.Found<>(
                    List.of(InetAddress.ofLiteral("192.0.2.7")), Duration.ofSeconds(120)),
                NettyDnsTest.<InetAddress>answer(told -> dns.addresses("one.carrier.test", told))));
  }

  @Test
  void whatTheServerDoesNotKnowIsNotThere() throws Exception {
    asking(
        false,
        dns ->
            assertInstanceOf(
                Dns.Answer.Nothing.class,
                NettyDnsTest.<Dns.Service>answer(
                    told -> dns.services("_sip._udp.nobody.test", told))));
  }

  @Test
  void anAnswerThatMakesNoSenseIsAFailure() throws Exception {
    asking(
        false,
        dns ->
            assertInstanceOf(
                Dns.Answer.Failed.class,
                NettyDnsTest.<Dns.Service>answer(
                    told -> dns.services("_sip._udp.broken.test", told))));
  }

  @Test
  void silenceIsNoAnswer() throws Exception {
    asking(
        true,
        dns ->
            assertInstanceOf(
                Dns.Answer.Failed.class,
                NettyDnsTest.<Dns.Service>answer(
                    told -> dns.services("_sip._udp.carrier.test", told))));
  }
}
