package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A phone that has answered our call goes on before its answer has reached us. */
class LostAnswerTest extends RawPeerTestBed {
  private static final String CONTACT = "Contact: <sip:p@10.0.0.2>\n";

  private void rings() {
    weCall();
    answers("INVITE", 180, "q1", "", "");
  }

  private void asks(String method, int number, String expected) {
    sayToUs(method, "q1", number, method.equals("INVITE") ? SDP : "", "");
    assertEquals(expected, status(), method);
  }

  @Test
  void aPhoneThatHoldsBeforeItsAnswerHasArrivedIsToComeAgainAndKeepsTheCall() {
    rings();
    asks("INVITE", 1, "491");
    asks("REFER", 2, "491");
    answers("INVITE", 200, "q1", CONTACT + SDP, Peer.ANSWER);
    assertEquals("answered", notes().getLast());
    sayToUs("INVITE", "q1", 3, SDP, Peer.OFFER);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("200", status());
    sayToUs("ACK", "q1", 3, "", "");
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void whoIsCalledNoMoreIsToldThatThereIsNoCall() {
    rings();
    answers("INVITE", 486, "q1", "", "");
    asks("INVITE", 1, "481");
    asks("REFER", 2, "481");
    nothingIsLeft();
  }

  @Test
  void anotherPhoneThanTheOneThatWonIsToldThatThereIsNoCall() {
    rings();
    answers("INVITE", 200, "q2", CONTACT + SDP, Peer.ANSWER);
    asks("INVITE", 1, "481");
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }
}
