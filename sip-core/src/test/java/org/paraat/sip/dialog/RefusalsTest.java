package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody decides, with what the sender needs to know. */
class RefusalsTest extends RawPeerTestBed {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: application/sdp\nContent-Encoding: gzip",
        "c: application/isup"
      })
  void aBodyThatWeCannotReadIsRefusedWithWhatWeCan(String headers) {
    say("INVITE", "", headers, "anything");
    assertEquals("415", status());
    assertEquals("Accept: application/sdp", header("SIP/2.0 415", "Accept"));
    assertEquals(List.of(), notes());
    sayNumbered("ACK", 1, ourTag("SIP/2.0 415"), "", "");
    nothingIsLeft();
  }

  @Test
  void anUrgencyThatMeansNothingHereIsRefusedOnlyWhereItIsRequired() {
    say("INVITE", "", "Require: resource-priority\nResource-Priority: dsn.flash, wps.0", "");
    assertEquals("417", status());
    assertEquals(
        "Accept-Resource-Priority: esnet.0, esnet.1, esnet.2",
        header("SIP/2.0 417", "Accept-Resource-Priority"));
    sayNumbered("ACK", 1, ourTag("SIP/2.0 417"), "", "");
    assertEquals(List.of(), notes());
    us.onCall = leg -> leg.reject(486, "Busy Here", List.of());
    say("INVITE", "", "Resource-Priority: dsn.flash", "");
    assertEquals("486", status());
    say("INVITE", "", "Require: resource-priority\nResource-Priority: wps.0, ESNET.1", "");
    assertEquals("486", status());
  }

  @Test
  void aBodyThatMayBePassedOverIs() {
    us.onCall = InviteDialog::ring;
    say("INVITE", "", "Content-Type: text/x\nContent-Disposition: x;handling=optional", "x");
    assertEquals("180", status());
    us.leg().reject(606, "Not Acceptable", List.of());
    soon();
    assertTrue(header("SIP/2.0 606", "Warning").startsWith("Warning: 305 "));
    sayNumbered("ACK", 1, ourTag("SIP/2.0 606"), "", "");
    nothingIsLeft();
  }

  @Test
  void infoOfAnUnknownTypeIsRefusedWithTheTypesThatWeKnow() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    callsWith("");
    String tag = ourTag("SIP/2.0 200");
    sayNumbered("ACK", 1, tag, "", "");
    us.notes.clear();
    say("INFO", tag, "Content-Type: application/media_control+xml", "<x/>");
    assertEquals("415", status());
    assertEquals(
        "Accept: application/dtmf-relay, application/dtmf", header("SIP/2.0 415", "Accept"));
    say("INFO", tag, "Content-Type: application/dtmf-relay;x=y", "Signal = 5\r\nDuration=90\r\n");
    assertEquals("200", status());
    say("INFO", tag, "Content-Type: Application/DTMF", "flash");
    assertEquals("200", status());
    say("INFO", tag, "", "");
    assertEquals("200", status());
    assertEquals(2, notes().size());
    say("OPTIONS", tag, "", "");
    assertEquals("Accept: application/sdp", header("SIP/2.0 200", "Accept"));
    assertTrue(header("SIP/2.0 200", "Allow").contains("PRACK, UPDATE"));
    say("SUBSCRIBE", tag, "", "");
    assertEquals("405", status());
    assertTrue(has("SIP/2.0 405", "Allow: INVITE"));
    say("UPDATE", tag, "Require: precondition", "");
    assertEquals("420", status());
    say("BYE", tag, "", "");
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"urn:service:sos", "urn:service:sos.ambulance", "tel:112", "sips:112@10.0.0.1"})
  void whateverATelephoneCanDialIsTaken(String uri) {
    us.onCall = InviteDialog::ring;
    dials(uri);
    assertEquals("180", status());
    us.leg().reject(480, "Temporarily Unavailable", List.of());
    soon();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1/", "urn:service:counseling", "urn:service:sosx"})
  void anotherSchemeIsRefused(String uri) {
    dials(uri);
    assertEquals("416", status());
  }

  private void dials(String uri) {
    peer.say(
        US,
        "INVITE "
            + uri
            + " SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.2:5060;rport;branch=z9hG4bKdial\n"
            + "From: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>\nCall-ID: c1\n"
            + "CSeq: 1 INVITE\nContact: <sip:p@10.0.0.2>",
        "");
    soon();
  }

  @Test
  void aChangeOfACallThatWeHungUpBeforeItsAckIsRefused() {
    us.onCall =
        leg -> {
          leg.answer(Peer.ANSWER);
          leg.hangUp(Optional.empty());
        };
    callsWith("");
    say("INVITE", ourTag("SIP/2.0 200"), SDP, Peer.OFFER);
    assertEquals("481", status());
  }
}
