package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.media.sdp.NotNegotiable;

/** Where sound is never sent to, whatever a peer describes. */
@Timeout(60)
class ForbiddenTargetsTest extends EngineKit {

  @Test
  void aPortOfOurOwnIsRefusedWhoeverHasIt() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone loop = phone(SocketPhone.ofALaw(600));
    for (int port : new int[] {right.port(), right.port() + 1, left.port()}) {
      assertThrows(
          NotNegotiable.class,
          () -> loop.call(left, "127.0.0.1", port, "sendrecv"),
          "port " + port);
    }
    right.close();
    await(() -> engine.ports().used() == 1);
    loop.call(left, "127.0.0.1", right.port(), "sendrecv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"224.0.0.1", "239.255.255.250", "255.255.255.255", "255.255.65535", "ff02::1"})
  void aGroupIsRefused(String address) throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession session = engine.open("leg", new Ear());
    SocketPhone phone = phone(SocketPhone.ofALaw(600));
    assertThrows(NotNegotiable.class, () -> phone.call(session, address, phone.port(), "sendrecv"));
  }

  @Test
  void theBroadcastAddressOfANetworkGetsNothing() throws Exception {
    NioMediaEngine engine = engine(MediaSettings.on(LOOPBACK));
    RtpSession session = engine.open("leg", new Ear());
    SocketPhone phone = phone(SocketPhone.ofALaw(600));
    phone.call(session, "127.255.255.255", phone.port(), "sendrecv");
    await(() -> session.statistics().dropped(DropReason.SEND_FAILED) > 0);
    assertEquals(0, session.statistics().packetsOut());
  }

  @Test
  void twoCallsThatNameEachOtherDoNotPassSoundRoundForEver() throws Exception {
    NioMediaEngine engine =
        engine(MediaSettings.on(LOOPBACK).withLatching(MediaSettings.Latching.ANY_ADDRESS));
    RtpSession left = engine.open("left", new Ear());
    RtpSession right = engine.open("right", new Ear());
    SocketPhone one = phone(SocketPhone.ofALaw(600)).call(left);
    SocketPhone other = phone(SocketPhone.ofALaw(1000)).call(right);
    left.connect(right);
    assertTrue(hearsAtLast(other, one, 600));
    assertThrows(NotNegotiable.class, () -> one.call(left, "127.0.0.1", right.port(), "sendrecv"));
    assertThrows(
        NotNegotiable.class, () -> other.call(right, "127.0.0.1", left.port(), "sendrecv"));
    assertTrue(hearsAtLast(other, one, 600), "what was agreed before goes on");
  }
}
