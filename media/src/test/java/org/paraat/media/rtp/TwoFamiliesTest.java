package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/** Sound over IPv4 and IPv6, and from one to the other. */
@Timeout(60)
class TwoFamiliesTest extends EngineKit {
  private static final InetAddress LOOPBACK_6 = InetAddress.ofLiteral("::1");
  private static final MediaSettings BOTH =
      MediaSettings.on(LOOPBACK).at(List.of(LOOPBACK, LOOPBACK_6)).withLoops(2);

  private static RtpSession towards(InetAddress peer, NioMediaEngine engine) throws Exception {
    return engine.open("leg of " + peer, Optional.of(peer), CryptoPolicy.OFF, new Ear());
  }

  private SocketPhone modern(double hertz) throws Exception {
    return phone(new SocketPhone("::1", hertz, AudioCodec.PCMA, 101));
  }

  @Test
  void aPartyOnIpv6AndOneOnIpv4HearEachOther() throws Exception {
    NioMediaEngine engine = engine(BOTH);
    RtpSession left = towards(LOOPBACK_6, engine);
    RtpSession right = towards(LOOPBACK, engine);
    SocketPhone modern = modern(600).call(left);
    SocketPhone old = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(old, modern, 600));
    assertTrue(hearsAtLast(modern, old, 1000));
  }

  @Test
  void twoPartiesOnIpv6HearEachOther() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK_6));
    RtpSession left = towards(LOOPBACK_6, engine);
    RtpSession right = towards(LOOPBACK_6, engine);
    SocketPhone one = modern(600).call(left);
    SocketPhone other = modern(1000).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(other, one, 600));
    assertTrue(hearsAtLast(one, other, 1000));
    assertFalse(engine.speaksWith(LOOPBACK));
  }

  @Test
  void oneWildcardServesBothFamilies() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(InetAddress.ofLiteral("::")));
    assertTrue(engine.speaksWith(LOOPBACK) && engine.speaksWith(LOOPBACK_6));
    RtpSession left = towards(LOOPBACK_6, engine);
    RtpSession right = towards(LOOPBACK, engine);
    assertEquals("127.0.0.1", address(right.offer()));
    SocketPhone modern = modern(600).call(left);
    SocketPhone old = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(old, modern, 600));
    assertTrue(hearsAtLast(modern, old, 1000));
  }

  @Test
  void ourOfferIsOfTheFamilyOfThePeer() throws Exception {
    NioMediaEngine engine = engine(BOTH);
    assertTrue(towards(LOOPBACK_6, engine).offer().toString().contains("c=IN IP6 0:0:0:0:0:0:0:1"));
    assertTrue(towards(LOOPBACK, engine).offer().toString().contains("c=IN IP4 127.0.0.1"));
    assertTrue(
        engine.open("anywhere", new Ear()).offer().toString().contains("c=IN IP4 127.0.0.1"));
  }

  @Test
  void eachNetworkIsToldItsOwnAddress() throws Exception {
    NioMediaEngine engine =
        engine(
            BOTH.shownAs(
                peer ->
                    peer instanceof Inet6Address
                        ? Optional.of(InetAddress.ofLiteral("2001:db8::7"))
                        : Optional.of(InetAddress.ofLiteral("192.0.2.7"))
                            .filter(_ -> !peer.isLoopbackAddress())));
    assertEquals("2001:db8:0:0:0:0:0:7", address(towards(LOOPBACK_6, engine).offer()));
    assertEquals("127.0.0.1", address(towards(LOOPBACK, engine).offer()));
    InetAddress far = InetAddress.ofLiteral("198.51.100.9");
    assertEquals("192.0.2.7", address(towards(far, engine).offer()));
  }

  @Test
  void aDescriptionOfTheOtherFamilyIsRefusedAndHarmsNothing() throws Exception {
    NioMediaEngine engine = engine(BOTH);
    RtpSession session = towards(LOOPBACK, engine);
    SocketPhone modern = modern(600);
    assertThrows(NotNegotiable.class, () -> modern.call(session));
    phone(SocketPhone.ofALaw(600)).call(session).next();
  }

  @Test
  void aHoldByTheZerosOfIpv4HoldsOnIpv6Too() throws Exception {
    NioMediaEngine engine = engine(BOTH);
    RtpSession left = towards(LOOPBACK_6, engine);
    RtpSession right = towards(LOOPBACK, engine);
    SocketPhone modern = modern(600).call(left);
    SocketPhone old = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(modern, old, 1000));
    modern.call(left, "0.0.0.0", modern.port(), "sendrecv");
    awaitSilence(modern, old);
    modern.call(left);
    assertTrue(hearsAtLast(modern, old, 1000));
  }

  private static String address(SessionDescription description) {
    return description.streams().getFirst().connection().orElseThrow();
  }
}
