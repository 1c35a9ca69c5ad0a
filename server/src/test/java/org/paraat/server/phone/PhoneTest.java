package org.paraat.server.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paraat.server.phone.PhoneCall.State;
import org.paraat.server.phone.Phones.NotConnected;

/** Two phones that call each other without a platform between them. */
@Timeout(30)
class PhoneTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private Phones toCalled;
  private Phones toCaller;
  private Phone caller;
  private Phone called;

  @BeforeEach
  void plugIn() throws NotConnected {
    toCaller = Phones.calling("127.0.0.1", 5060);
    called = toCaller.connect(Identity.carrier("called", 0, 660));
    toCalled = Phones.calling("127.0.0.1", called.port());
    caller = toCalled.connect(Identity.device("caller", "secret", 440));
  }

  @AfterEach
  void unplug() {
    caller.close();
    called.close();
    toCalled.close();
    toCaller.close();
  }

  @Test
  void bothHearEachOtherAndTheOneWhoHangsUpEndsIt() throws IOException {
    PhoneCall out = caller.dial("0880000100");
    PhoneCall in = called.awaitsRinging(SOON).orElseThrow();
    assertEquals("caller", in.caller());
    assertEquals("0880000100", in.dialled());
    assertTrue(out.awaits(State.RINGING, SOON));

    in.answer();
    assertTrue(out.awaits(State.TALKING, SOON), out::ending);
    out.talk();
    in.talk();
    assertTrue(out.ear().hears(0, sound -> sound.isTone(660), SOON), () -> out.ear().inWords(0));
    assertTrue(in.ear().hears(0, sound -> sound.isTone(440), SOON), () -> in.ear().inWords(0));

    out.hangUp();
    assertTrue(in.awaits(State.ENDED, SOON));
    assertEquals("the other side hung up", in.ending());
  }

  @Test
  void aDeclinedCallSaysSo() throws IOException {
    PhoneCall out = caller.dial("1202");
    called.awaitsRinging(SOON).orElseThrow().decline();

    assertTrue(out.awaits(State.ENDED, SOON));
    assertEquals("486 Busy Here", out.ending());
  }

  @Test
  void aCallerWhoGivesUpStopsTheRinging() throws IOException {
    PhoneCall out = caller.dial("1202");
    PhoneCall in = called.awaitsRinging(SOON).orElseThrow();
    assertTrue(out.awaits(State.RINGING, SOON));
    out.hangUp();

    assertTrue(in.awaits(State.ENDED, SOON));
    assertEquals("the caller gave up", in.ending());
  }

  @Test
  void aPhoneWithoutPowerTellsNobody() throws IOException {
    PhoneCall out = caller.dial("1202");
    PhoneCall in = called.awaitsRinging(SOON).orElseThrow();
    in.answer();
    assertTrue(out.awaits(State.TALKING, SOON), out::ending);
    in.talk();
    assertTrue(out.ear().hears(0, sound -> sound.isTone(660), SOON), () -> out.ear().inWords(0));

    called.losesItsPower();
    assertEquals("the power failed", in.ending());
    assertEquals(State.TALKING, out.state());
    PhoneCall again = caller.dial("1202");
    assertTrue(again.awaits(State.ENDED, SOON));
    assertTrue(again.ending().startsWith("nobody listens there"), again.ending());
  }

  @Test
  void aBusyPhoneRefusesWithoutRinging() throws IOException {
    called.becomesBusy();
    PhoneCall out = caller.dial("1202");
    assertTrue(out.awaits(State.ENDED, SOON));
    assertEquals("486 Busy Here", out.ending());
    assertTrue(called.awaitsRinging(Duration.ZERO).isEmpty());
  }

  @Test
  void aCallIsSentElsewhere() throws IOException {
    PhoneCall out = caller.dial("1202");
    called.awaitsRinging(SOON).orElseThrow().redirect("1301");
    assertTrue(out.awaits(State.ENDED, SOON));
    assertEquals("302 Moved Temporarily", out.ending());
  }

  @Test
  void aTransferThatNobodyTakesSaysWhatItWasAnswered() throws IOException {
    PhoneCall out = caller.dial("1202");
    called.awaitsRinging(SOON).orElseThrow().answer();
    assertTrue(out.awaits(State.TALKING, SOON), out::ending);
    Transfer transfer = out.transfer("1301");
    assertTrue(transfer.answer(SOON).orElseThrow() >= 400);
    assertEquals(transfer.answer(SOON), transfer.outcome(SOON));
    assertEquals(List.of(), transfer.told());
  }

  @Test
  void aPortThatIsTakenIsTold() {
    int taken = called.port();
    try {
      toCalled.connect(Identity.carrier("another", taken, 880)).close();
    } catch (NotConnected refused) {
      assertTrue(refused.getMessage().contains("port " + taken), refused.getMessage());
      return;
    }
    throw new AssertionError("two phones at port " + taken);
  }
}
