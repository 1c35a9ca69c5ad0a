package org.paraat.scenario;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.view.View.RegistrationView;
import org.paraat.pbx.vocabulary.RegistrationState;

/** Carriers that learn by REGISTER where we are. */
@Scenarios
class CarrierRegistrationScenarios {
  private static final String FRIEND = "0698765432";

  private final Office post =
      new Office()
          .queue("Triage", q -> q.number("0880000100").agents("1201"))
          .queue("Informatie", q -> q.number("0880000198").agents("1202"));

  private static Trunk registers(Trunk trunk, String user) {
    return trunk.provingBy(
        new Trunk.Account(user, "carrier.test", "", Trunk.Joining.REGISTERS, ofMinutes(10)));
  }

  private Office withOne() {
    return post.carrier("carrier-a", it -> registers(it, "post-88")).carrier("carrier-b");
  }

  private CarrierRegistrar registrar() {
    return post.carrierAt("carrier-a").registrar();
  }

  private RegistrationView registration(String trunk) {
    return post.platform().view().trunks().stream()
        .filter(view -> view.id().name().equals(trunk))
        .findFirst()
        .flatMap(view -> view.registration())
        .orElseThrow();
  }

  @Test
  void weRegisterWithAProofAndSayWhereWeAre() {
    withOne().opens();
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
    assertEquals("sip:post-88@carrier.test", registrar().addressOfRecord());
    assertEquals("<sip:post-88@10.0.0.1:5060>", registrar().contact());
    assertEquals(1, post.platform().meter("paraat.trunks.registered"));
  }

  @Test
  void theRegistrationIsRenewedInTimeWithTheNonceThatIsKnown() {
    withOne().opens().passes(ofMinutes(24));
    assertEquals(List.of(600, 600, 600, 600), registrar().wanted());
    assertEquals(1, registrar().challenges());
    assertTrue(registrar().proofs().getFirst().contains("nc=00000001"));
    assertTrue(registrar().proofs().getLast().contains("nc=00000004"));
  }

  @Test
  void aNonceThatIsForgottenIsReplaced() {
    withOne().opens().passes(ofMinutes(1));
    registrar().forgetsItsNonces();
    post.passes(ofMinutes(8));
    assertEquals(2, registrar().wanted().size());
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
  }

  @Test
  void whenTheTimeIsTooShortForTheCarrierItsOwnIsTaken() {
    withOne();
    post.opens();
    registrar().wantsAtLeast(1800);
    post.passes(ofMinutes(8));
    assertEquals(List.of(600, 600, 1800), registrar().wanted());
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
  }

  @Test
  void aRefusalIsToldAndNotRepeatedInAHurry() {
    withOne().opens();
    registrar().answersWith(403);
    post.passes(ofMinutes(8));
    assertEquals(RegistrationState.REFUSED, registration("carrier-a").state());
    assertEquals("it answers 403", registration("carrier-a").because());
    assertEquals(1, post.platform().alarms("TRUNK_NOT_REGISTERED"));
    registrar().answersWith(0);
    post.passes(ofMinutes(3));
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
  }

  @Test
  void aConnectionThatClosesAfterARefusalIsNoReasonToHurry() {
    post.carrier("carrier-a", it -> registers(it, "post-88").over(Trunk.Transport.TCP)).opens();
    registrar().answersWith(403);
    post.passes(ofMinutes(8));
    assertEquals(RegistrationState.REFUSED, registration("carrier-a").state());
    int asked = registrar().asked();
    post.carrierAt("carrier-a").closesItsPort().opensItsPort();
    post.passes(ofSeconds(20));
    assertEquals(asked, registrar().asked());
  }

  @Test
  void addressesThatTurnOrChangeAreNoReasonToHurryEither() {
    post.carrier(
        "carrier-a",
        it ->
            registers(it, "post-88")
                .sendingTo(List.of(new Trunk.Server("carrier.test", 5080, 0, 1))));
    post.names().host("carrier.test", "10.0.9.1", "10.0.9.50").livesFor(ofSeconds(30));
    var other = post.opens().server("second", "10.0.9.50").registrar();
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
    registrar().answersWith(403);
    post.passes(ofMinutes(8));
    assertEquals(RegistrationState.REFUSED, registration("carrier-a").state());
    int asked = registrar().asked();
    post.names().host("carrier.test", "10.0.9.50", "10.0.9.1");
    post.passes(ofSeconds(31));
    post.names().host("carrier.test", "10.0.9.50");
    post.passes(ofSeconds(31));
    assertEquals(asked, registrar().asked());
    assertEquals(0, other.asked());
  }

  @Test
  void aSecretThatWasCorrectedIsTriedAtOnce() {
    withOne().opens();
    registrar().answersWith(403);
    post.passes(ofMinutes(8));
    assertEquals(RegistrationState.REFUSED, registration("carrier-a").state());
    registrar().answersWith(0);
    post.isConfiguredAnew();
    assertEquals(RegistrationState.REFUSED, registration("carrier-a").state());
    post.platform().credentials().trunksHaveOthers();
    post.isConfiguredAnew();
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
  }

  @Test
  void aCarrierThatRefusesUsIsCalledOverLast() {
    withOne().opens();
    registrar().answersWith(403);
    post.passes(ofMinutes(8));
    var overB = post.outsideCaller(FRIEND, "carrier-b");
    post.phone("1201").dials(FRIEND);
    overB.rings();
  }

  @Test
  void aFailureIsTriedAgainAfterEverLongerTimes() {
    withOne().opens();
    registrar().answersWith(500);
    post.passes(ofMinutes(8));
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
    post.passes(ofMinutes(10));
    assertEquals(RegistrationState.UNREACHABLE, registration("carrier-a").state());
    registrar().answersWith(0);
    post.passes(ofMinutes(6));
    assertEquals(RegistrationState.REGISTERED, registration("carrier-a").state());
  }

  @Test
  void aCallToOurContactGoesWhereItsToSays() {
    withOne();
    var patient = post.outsideCaller("0612345678");
    patient.adds("P-Called-Party-ID", "<sip:0880000100@carrier.test>");
    patient.dials("post-88");
    post.phone("1201").rings();
  }

  @Test
  void accountsAtOneCarrierAreToldApartByTheContactThatIsCalled() {
    post.carrier("carrier-a", it -> registers(it, "post-88"))
        .carrier(
            "carrier-c",
            it -> registers(it, "post-99").sendingTo(List.of(Trunk.Server.at("10.0.9.1", 5080))));
    var patient = post.outsideCaller("0612345678");
    patient.adds("P-Called-Party-ID", "<sip:0880000100@carrier.test>");
    patient.dials("post-99");
    post.phone("1201").rings();
    assertTrue(
        post.platform().view().trunks().stream()
            .anyMatch(view -> view.id().name().equals("carrier-c") && view.calls() == 1));
  }

  @Test
  void anAccountThatIsTakenAwayIsNoLongerRegistered() {
    withOne().opens();
    post.carrierIs("carrier-a", it -> it).isConfiguredAnew().passes(ofSeconds(1));
    assertEquals(0, registrar().wanted().getLast());
    assertEquals(0, post.platform().meter("paraat.trunks.registered"));
  }
}
