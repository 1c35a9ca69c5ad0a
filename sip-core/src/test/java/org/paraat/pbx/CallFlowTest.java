package org.paraat.pbx;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Dialling;
import org.paraat.pbx.call.Exchange;
import org.paraat.pbx.call.Manner;
import org.paraat.pbx.call.Party;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Limits;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.TrunkId;

/** A step of ours fails halfway. */
class CallFlowTest {
  private static final Instant NOW = PbxTester.START;

  private final Features features = new Features();
  private final Exchange exchange = new Exchange(features.trunks());
  private final CallFlow flow = new CallFlow(features);

  @BeforeEach
  void start() {
    exchange.start(PbxTester.NODE, Limits.USUAL, NOW);
    exchange.adopt(new DemoDirectory().build());
  }

  private Call call(long number) {
    var offered =
        new Event.Offered(
            NOW,
            new LegId(PbxTester.NODE, LegId.Direction.IN, number),
            new Origin.FromTrunk(new TrunkId("carrier-a")),
            "0880000999",
            CallerId.ANONYMOUS,
            PbxTester.HOPS);
    return exchange.begin(offered, new Party.Stranger(), Optional.empty(), Language.DUTCH, NOW);
  }

  @Test
  void everyCallThatExchangedLegsInTheStepIsEnded() {
    Call one = call(1);
    Call other = call(2);
    Call stranger = call(3);
    List<LegId> legs = List.of(one.callerLeg(), other.callerLeg());
    var turn = new Turn(exchange, NOW);
    boolean isDone =
        flow.step(
            one,
            turn,
            () -> {
              turn.move(one, one.callerLeg(), other);
              var manner = new Manner(ofMinutes(1), CallerId.ANONYMOUS, Alerting.ROUTINE);
              var phone = new Party.AtPhone(new DeviceId("desk1"), Optional.empty());
              Dialling.phone(other, phone, manner, turn);
              throw new IllegalStateException("a bug");
            });
    assertFalse(isDone);
    assertEquals(List.of(stranger), List.copyOf(exchange.calls()));
    assertEquals(1, exchange.legs().all().size());
    assertEquals(
        legs.reversed(),
        turn.commands().stream()
            .filter(Command.HangUp.class::isInstance)
            .map(command -> ((Command.HangUp) command).leg())
            .toList());
    assertEquals(
        2,
        turn.commands().stream()
            .filter(c -> c instanceof Command.RaiseAlarm(var alarm) && alarm.text().contains("bug"))
            .count());
  }
}
