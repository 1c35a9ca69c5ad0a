package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.NumberFormat;
import org.paraat.pbx.directory.Trunk;

/** Who is shown to whom: RFC 3323, 3325, 5806 and 7044. */
@Scenarios
class CallerIdScenarios {
  private static final String PATIENT = "0612345678";
  private static final String DOCTOR = "0600000050";
  private static final String FORWARDED = "0880000150";

  private static Office agreeing(UnaryOperator<Trunk.Conventions> otherwise) {
    return new Office()
        .queue("Triage", q -> q.number("0880000100").agents("1201"))
        .directNumber("0880001201", "1201")
        .number(FORWARDED, Office.outsideNumber(DOCTOR))
        .carrier("carrier-a", it -> it.agreeing(otherwise.apply(it.conventions())));
  }

  private static Office usual() {
    return agreeing(it -> it);
  }

  private static Carrier carrier(Office post) {
    return post.carrierAt("carrier-a");
  }

  // --- coming in ---

  @Test
  void whatAnUntrustedCarrierAssertsCountsForNothing() {
    var post =
        agreeing(
            it ->
                new Trunk.Conventions(
                    Trunk.Trust.UNTRUSTED, it.numbers(), it.forwarding(), it.withheld()));
    post.outsideCaller(PATIENT).isVouchedForAs("0611112222").dials("0880001201");
    post.phone("1201").rings().shows(PATIENT);
  }

  @Test
  void aRemotePartyIdIsTakenWhereNothingElseIsAsserted() {
    var post = usual();
    post.outsideCaller(PATIENT)
        .adds("Remote-Party-ID", "<sip:0611112222@carrier.test>;party=calling;privacy=off")
        .dials("0880001201");
    post.phone("1201").rings().shows("0611112222");
  }

  @Test
  void whoHidesFromInTheOldWayIsAnonymousToo() {
    var post = usual();
    post.outsideCaller("anonymous").isVouchedForAs(PATIENT).dials("0880001201");
    post.phone("1201").rings().shows("anonymous");
  }

  @Test
  void whoWantsNoPrivacyIsShown() {
    var post = usual();
    post.outsideCaller(PATIENT).adds("Privacy", "none").dials("0880001201");
    post.phone("1201").rings().shows(PATIENT);
  }

  @Test
  void eachKindOfPrivacyIsHonoured() {
    for (String privacy : new String[] {"id", "header", "user", "id;critical", "session; user"}) {
      var post = usual();
      post.outsideCaller(PATIENT).adds("Privacy", privacy).dials("0880001201");
      post.phone("1201").rings().shows("anonymous");
    }
  }

  @Test
  void aWithheldNumberIsShownToOurOwnPhonesAloneWhereThatIsAgreed() {
    var post =
        agreeing(
            it ->
                new Trunk.Conventions(
                    it.trust(), it.numbers(), it.forwarding(), Trunk.Withheld.SHOWN_INSIDE));
    var patient = post.outsideCaller(PATIENT).withholdsTheNumber();
    patient.dials("0880001201");
    post.phone("1201").rings().shows(PATIENT).showsName("Anonymous");
    patient.hangsUp();
    var doctor = post.outsideCaller(DOCTOR);
    patient.dials(FORWARDED);
    doctor.rings();
    assertEquals("anonymous", carrier(post).lastShownNumber());
    assertEquals(Optional.of("id"), carrier(post).lastHeader("Privacy"));
    assertEquals(
        Optional.of("<sip:0880000150@10.0.0.1>"), carrier(post).lastHeader("P-Asserted-Identity"));
  }

  // --- going out ---

  @Test
  void aPersonIsShownByTheirDirectNumberWhichWeAssert() {
    var post = usual();
    post.outsideCaller(DOCTOR);
    post.phone("1201").dials(DOCTOR);
    assertEquals("0880001201", carrier(post).lastShownNumber());
    assertTrue(
        carrier(post).lastHeader("P-Asserted-Identity").orElseThrow().contains("0880001201"));
    assertEquals(Optional.empty(), carrier(post).lastHeader("Diversion"));
  }

  @Test
  void whoIsForwardedKeepsTheirNumberBesideOurIdentity() {
    var post = usual();
    var doctor = post.outsideCaller(DOCTOR);
    post.outsideCaller(PATIENT).dials(FORWARDED);
    doctor.rings();
    assertEquals(PATIENT, carrier(post).lastShownNumber());
    assertEquals(
        Optional.of("<sip:0880000150@10.0.0.1>"), carrier(post).lastHeader("P-Asserted-Identity"));
    assertEquals(
        Optional.of("<sip:0880000150@10.0.9.1:5080>;reason=unconditional"),
        carrier(post).lastHeader("Diversion"));
    assertEquals(
        Optional.of(
            "<sip:0880000150@10.0.9.1:5080>;index=1, "
                + "<sip:0600000050@10.0.9.1:5080;cause=302>;index=1.1;mp=1"),
        carrier(post).lastHeader("History-Info"));
  }

  @Test
  void whereTheCarrierWantsOurNumberForForwardedCallsItGetsIt() {
    var post =
        agreeing(
            it ->
                new Trunk.Conventions(
                    it.trust(), it.numbers(), Trunk.Forwarding.OWN_NUMBER, it.withheld()));
    var doctor = post.outsideCaller(DOCTOR);
    post.outsideCaller(PATIENT).dials(FORWARDED);
    doctor.rings();
    assertEquals("0880000150", carrier(post).lastShownNumber());
  }

  @Test
  void numbersAreWrittenAsTheCarrierWantsThem() {
    var post =
        agreeing(
            it ->
                new Trunk.Conventions(
                    it.trust(), NumberFormat.E164, it.forwarding(), it.withheld()));
    var doctor = post.outsideCaller("+31600000050");
    post.outsideCaller(PATIENT).dials(FORWARDED);
    doctor.rings();
    assertEquals("+31612345678", carrier(post).lastShownNumber());
    assertEquals("sip:+31600000050@10.0.9.1:5080", carrier(post).lastTarget());
  }

  @Test
  void aNumberThatLacksItsPlusCanBeDialledBack() {
    var post =
        agreeing(
            it ->
                new Trunk.Conventions(
                    it.trust(), NumberFormat.E164, it.forwarding(), it.withheld()));
    post.outsideCaller("31612345678").dials("31880001201");
    post.phone("1201").rings().shows(PATIENT);
  }

  // --- redirected before ---

  @Test
  void whoRedirectedACallIsToldOnAndWrittenDown() {
    var post = usual();
    var doctor = post.outsideCaller(DOCTOR);
    var patient = post.outsideCaller(PATIENT);
    patient.adds("Diversion", "<sip:0201234567@carrier.test>;reason=no-answer");
    patient.dials(FORWARDED);
    doctor.rings();
    assertTrue(
        post.lastTrace().contains("was redirected from 0201234567: no-answer"),
        () -> String.join("\n", post.lastTrace()));
    assertTrue(
        carrier(post)
            .lastHeader("History-Info")
            .orElseThrow()
            .startsWith("<sip:0201234567@10.0.9.1:5080>;index=1, <sip:0880000150"));
  }

  @Test
  void whoIsReadFromHistoryIsTheOneBeforeUs() {
    var post = usual();
    var patient = post.outsideCaller(PATIENT);
    patient.adds(
        "History-Info",
        "<sip:0201234567@carrier.test>;index=1, <sip:0880001201@10.0.0.1;cause=486>;index=1.1");
    patient.dials("0880001201");
    post.phone("1201").rings();
    assertTrue(post.lastTrace().contains("was redirected from 0201234567: user-busy"));
  }

  @Test
  void whoWasOnlyLookedUpHasNotRedirected() {
    var post = usual();
    var doctor = post.outsideCaller(DOCTOR);
    var patient = post.outsideCaller(PATIENT);
    patient.adds(
        "History-Info",
        "<sip:0880000150@carrier.test>;index=1, <sip:0880000150@10.0.0.1:5060>;index=1.1;rc=1,"
            + " <sip:0880000150@10.0.0.1>;index=1.1.1;np=1.1");
    patient.dials(FORWARDED);
    doctor.rings();
  }

  @Test
  void whoIsNamedByTheMappingHasRedirectedNotWhatCameBetween() {
    var post = usual();
    var patient = post.outsideCaller(PATIENT);
    patient.adds(
        "History-Info",
        "<sip:0201234567@carrier.test>;index=1,"
            + " <sip:0209999999@192.0.2.7?Reason=SIP%3Bcause%3D486>;index=1.1;rc=1,"
            + " <sip:0880001201@10.0.0.1;cause=486>;index=1.2;mp=1");
    patient.dials("0880001201");
    post.phone("1201").rings();
    String trace = String.join("\n", post.lastTrace());
    assertTrue(trace.contains("was redirected from 0201234567: user-busy"), trace);
    assertFalse(trace.contains("0209999999"), trace);
  }

  @Test
  void aCircleInAHistoryEndsToo() {
    var post = usual();
    var patient = post.outsideCaller(PATIENT);
    patient.adds(
        "History-Info",
        "<sip:0880000150@10.0.0.1>;index=1, <sip:0880000150@10.0.0.1;cause=302>;index=1.1;mp=1");
    patient.dials(FORWARDED).isRefusedWith(483);
  }

  @Test
  void aCallThatWeHaveForwardedBeforeIsNotForwardedAgain() {
    var post = usual();
    var doctor = post.outsideCaller(DOCTOR);
    var patient = post.outsideCaller(PATIENT);
    patient.adds("Diversion", "<sip:+31880000150@carrier.test>;reason=unconditional");
    patient.dials(FORWARDED).isRefusedWith(483);
    doctor.isQuiet();
  }
}
