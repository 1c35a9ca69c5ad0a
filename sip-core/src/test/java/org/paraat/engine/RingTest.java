package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Alerting;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Flow;

class RingTest {
  private final OutgoingInvite plain =
      OutgoingInvite.to(
          "sip:1201@10.0.0.2",
          (Flow)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Flow.class},
                  (_, method, _) -> {
                    throw new IllegalStateException(method.getName());
                  }),
          Party.of("", "1202"),
          "");

  private static List<String> values(OutgoingInvite invite, String name) {
    return invite.headers().stream()
        .filter(line -> line.name().equals(name))
        .map(HeaderLine::value)
        .toList();
  }

  @Test
  void aRecallHasARingOfItsOwnAndNoWayThroughAtACarrier() {
    OutgoingInvite recall = Ring.atPhone(plain, Alerting.RECALL);
    assertEquals(
        List.of("<http://127.0.0.1>;info=recall;x-line-id=0"), values(recall, "Alert-Info"));
    assertEquals(List.of(), values(recall, "Priority"));
    assertEquals("", Ring.prefix(Alerting.RECALL));
    assertTrue(Ring.atCarrier(plain, Alerting.RECALL).headers().isEmpty());
  }

  @Test
  void aCallBackRingsAsAnEmergencyAndIsSaidToBeOneToTheCarrier() {
    OutgoingInvite atPhone = Ring.atPhone(plain, Alerting.CALL_BACK);
    assertEquals(2, values(atPhone, "Alert-Info").size());
    assertEquals(List.of("emergency"), values(atPhone, "Priority"));
    assertEquals("SPOED – ", Ring.prefix(Alerting.CALL_BACK));
    OutgoingInvite atCarrier = Ring.atCarrier(plain, Alerting.CALL_BACK);
    assertEquals(List.of("psap-callback"), values(atCarrier, "Priority"));
    assertEquals(List.of(), values(atCarrier, "Resource-Priority"));
  }

  @Test
  void anEmergencyHasItsWayBoth() {
    assertEquals(
        List.of("esnet.1"), values(Ring.atCarrier(plain, Alerting.EMERGENCY), "Resource-Priority"));
    assertEquals(
        List.of("esnet.1"), values(Ring.atPhone(plain, Alerting.EMERGENCY), "Resource-Priority"));
    assertTrue(Ring.atPhone(plain, Alerting.ROUTINE).headers().isEmpty());
  }
}
