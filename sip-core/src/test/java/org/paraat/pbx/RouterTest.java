package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.pbx.routing.Router;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.Route;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.TrunkId;

/** What a dialled number means, from a phone and from outside. */
class RouterTest {
  private static final Origin PHONE = new Origin.FromDevice(new DeviceId("desk1"));
  private static final Origin CARRIER = new Origin.FromTrunk(new TrunkId("carrier-a"));

  private final Router router = new Router(new DemoDirectory().build());

  private Destination fromPhone(String dialled) {
    return router.route(PHONE, dialled).destination();
  }

  private Destination fromOutside(String dialled) {
    return router.route(CARRIER, dialled).destination();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0880000100", "+31880000100", "0031880000100", "31880000100"})
  void aNumberOfOursIsTheSameInEveryWriting(String dialled) {
    Route route = router.route(CARRIER, dialled);
    assertEquals(new Destination.ToSwitch(new SwitchId("meldtekst")), route.destination());
    assertEquals(List.of(new Destination.ToSwitch(new SwitchId("hap"))), route.then());
    assertFalse(route.because().isEmpty());
  }

  @Test
  void aPhoneDialsPeopleQueuesCodesAndNumbers() {
    assertEquals(new Destination.ToExtension(new ExtensionNumber("1202")), fromPhone("1202"));
    assertEquals(DemoDirectory.toQueue("999"), fromPhone("999"));
    assertEquals(new Destination.ToFeatureCode("*48*999"), fromPhone("*48*999"));
    assertEquals(DemoDirectory.toQueue("900"), fromPhone("0880000112"));
    assertEquals(
        new Destination.ToNumber(DemoDirectory.number("0612345678")), fromPhone("0612345678"));
  }

  @Test
  void theEmergencyNumberComesBeforeEverythingElse() {
    var directory = new DemoDirectory();
    directory.person("112", "Misplaced");
    Route route = new Router(directory.build()).route(PHONE, "112");
    assertEquals(new Destination.ToEmergencyServices("112"), route.destination());
  }

  @Test
  void fromOutsideNothingButNumbersOfOursCanBeReached() {
    for (String dialled : List.of("1201", "999", "112", "*48*999", "0612345678", "", "x")) {
      assertEquals(new Destination.Refused(Cause.UNKNOWN_NUMBER), fromOutside(dialled), dialled);
    }
  }
}
