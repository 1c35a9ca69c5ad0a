package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.view.View;
import org.paraat.sip.transport.Dns;

/** Carriers known by lists of addresses, by networks and by names. */
@Scenarios
class TrunkKindScenarios {
  private static final String FRIEND = "0698765432";
  private static final String FIRST = "10.0.9.1";
  private static final String SECOND = "10.0.9.50";

  private final Office post =
      new Office().queue("Triage", q -> q.number("0880000100").agents("1201"));

  private static Trunk.Server server(String host, int port, int priority) {
    return new Trunk.Server(host, port, priority, 1);
  }

  private View.TrunkView view(String trunk) {
    return post.platform().view().trunks().stream()
        .filter(view -> view.id().name().equals(trunk))
        .findFirst()
        .orElseThrow();
  }

  private Office ofTwoServers() {
    return post.carrier(
            "carrier-a",
            it -> it.sendingTo(List.of(server(FIRST, 5080, 0), server(SECOND, 5080, 1))))
        .carrier("carrier-b");
  }

  private Office byName(int port) {
    return post.carrier("carrier-a", it -> it.sendingTo(List.of(server("carrier.test", port, 0))))
        .carrier("carrier-b");
  }

  // --- several servers ---

  @Test
  void theSecondServerOfACarrierIsTriedBeforeTheNextCarrier() {
    ofTwoServers().server("second", SECOND);
    var overSecond = post.server("second", SECOND).telephone(FRIEND);
    post.carrierAt("carrier-a").failsWith(503);
    post.phone("1201").dials(FRIEND);
    overSecond.rings().answers();
    post.phone("1201").isTalkingTo(overSecond);
    assertEquals(0, post.carrierAt("carrier-b").callsSeen());
  }

  @Test
  void aSilentServerIsLeftAfterTwoSeconds() {
    ofTwoServers();
    var overSecond = post.server("second", SECOND).telephone(FRIEND);
    post.carrierAt("carrier-a").isCutOff();
    post.phone("1201").dials(FRIEND);
    post.passes(ofMillis(1500));
    overSecond.isQuiet();
    post.passes(ofSeconds(1));
    overSecond.rings();
    post.carrierAt("carrier-a").isBack();
  }

  @Test
  void whoIsBusyIsNotCalledOverTheOtherServer() {
    ofTwoServers();
    post.outsideCaller(FRIEND, "carrier-a").isBusyFromNow();
    post.server("second", SECOND).telephone(FRIEND);
    post.phone("1201").dials(FRIEND).isRefusedWith(486);
    assertEquals(0, post.server("second", SECOND).callsSeen());
  }

  @Test
  void eachServerIsProbedAndOneThatIsDownIsPassedOver() {
    ofTwoServers();
    var overSecond = post.server("second", SECOND).telephone(FRIEND);
    post.carrierAt("carrier-a").isCutOff();
    post.passes(ofSeconds(20));
    assertEquals(View.TrunkState.UP, view("carrier-a").state());
    assertEquals(
        List.of(View.TrunkState.DOWN, View.TrunkState.UP),
        view("carrier-a").peers().stream().map(View.PeerView::state).toList());
    post.phone("1201").dials(FRIEND);
    post.passes(ofMillis(300));
    overSecond.rings();
    post.carrierAt("carrier-a").isBack();
  }

  @Test
  void callsFromEachServerAreTheCarriers() {
    ofTwoServers();
    post.server("second", SECOND).telephone("0612345678").dials("0880000100");
    post.phone("1201").rings();
  }

  // --- networks ---

  @Test
  void whoCallsFromANetworkOfTheCarrierIsLetIn() {
    post.carrier(
        "carrier-a", it -> it.alsoKnownBy(List.of(new Trunk.Source.FromNetwork("10.0.7.0/24"))));
    post.server("edge", "10.0.7.200").telephone("0612345678").dials("0880000100");
    post.phone("1201").rings().shows("0612345678");
  }

  @Test
  void whoCallsFromBesideTheNetworkIsAStranger() {
    post.carrier(
        "carrier-a", it -> it.alsoKnownBy(List.of(new Trunk.Source.FromNetwork("10.0.7.0/25"))));
    post.stranger("10.0.7.200").dials("0880000100").isRefusedWith(401);
  }

  @Test
  void anAddressWithoutAPortIsKnownWhateverPortItCallsFrom() {
    post.carrier(
        "carrier-a", it -> it.sendingTo(List.of(server(FIRST, 5080, 0), server("10.0.7.3", 0, 1))));
    post.server("edge", "10.0.7.3").telephone("0612345678").dials("0880000100");
    post.phone("1201").rings();
  }

  // --- names ---

  private PaperDns twoServices() {
    return post.names()
        .service(
            "_sip._udp.carrier.test",
            new Dns.Service("two.carrier.test.", 5080, 20, 1),
            new Dns.Service("one.carrier.test.", 5080, 10, 1))
        .host("one.carrier.test", FIRST)
        .host("two.carrier.test", SECOND);
  }

  @Test
  void aNameIsFoundByItsSrvRecordsInTheirOrder() {
    byName(0);
    twoServices();
    var overFirst = post.outsideCaller(FRIEND, "carrier-a");
    var overSecond = post.server("second", SECOND).telephone(FRIEND);
    post.phone("1201").dials(FRIEND);
    overFirst.rings();
    assertEquals("sip:0698765432@carrier.test", post.carrierAt("carrier-a").lastTarget());
    post.carrierAt("carrier-a").failsWith(500);
    overFirst.refusesWith(500);
    overSecond.rings();
  }

  @Test
  void aNameWithAPortIsFoundByItsAddresses() {
    byName(5080);
    post.names().host("carrier.test", FIRST);
    var overFirst = post.outsideCaller(FRIEND, "carrier-a");
    post.phone("1201").dials(FRIEND);
    overFirst.rings();
  }

  @Test
  void whoCallsFromAnAddressOfTheNameIsTheCarrier() {
    byName(0);
    twoServices();
    post.server("second", SECOND).telephone("0612345678").dials("0880000100");
    post.phone("1201").rings();
  }

  @Test
  void aCarrierWhoseNameIsNotFoundIsPassedOverAndSaysWhy() {
    byName(0);
    var overB = post.outsideCaller(FRIEND, "carrier-b");
    post.passes(ofSeconds(1));
    assertEquals(View.TrunkState.UNKNOWN, view("carrier-a").state());
    assertEquals("the name carrier.test is not known", view("carrier-a").because());
    post.phone("1201").dials(FRIEND);
    overB.rings();
  }

  @Test
  void whatWasFoundIsAskedAgainWhenItGetsOldAndFollowed() {
    byName(5080);
    post.names().host("carrier.test", FIRST).livesFor(ofSeconds(30));
    post.opens().passes(ofSeconds(10));
    assertEquals(List.of(FIRST + ":5080"), addresses());
    post.names().host("carrier.test", SECOND);
    var overSecond = post.server("second", SECOND).telephone(FRIEND);
    post.passes(ofSeconds(31));
    assertEquals(List.of(SECOND + ":5080"), addresses());
    post.phone("1201").dials(FRIEND);
    overSecond.rings();
  }

  private List<String> addresses() {
    return view("carrier-a").peers().stream().map(peer -> peer.id().toString()).toList();
  }

  @Test
  void whatWasFoundLastIsUsedWhileNoNameServerAnswers() {
    byName(5080);
    post.names().host("carrier.test", FIRST).livesFor(ofSeconds(30));
    var overFirst = post.outsideCaller(FRIEND, "carrier-a");
    post.passes(ofSeconds(10));
    post.names().goesAway();
    post.passes(ofMinutes(10));
    int asked = post.names().asked();
    assertTrue(asked < 30, () -> "asked " + asked + " times");
    post.phone("1201").dials(FRIEND);
    overFirst.rings().answers();
    post.phone("1201").isTalkingTo(overFirst);
    post.names().comesBack();
  }

  // --- an account ---

  @Test
  void aCarrierThatAsksForAProofGetsIt() {
    post.carrier(
        "carrier-a",
        it ->
            it.provingBy(new Trunk.Account("post-88", "", "", Trunk.Joining.KNOWN, ofMinutes(10))));
    post.outsideCaller(FRIEND, "carrier-a");
    post.carrierAt("carrier-a").challengesCalls();
    post.phone("1201").dials(FRIEND);
    post.outsideCaller(FRIEND, "carrier-a").rings().answers();
    String proof = post.carrierAt("carrier-a").lastHeader("Authorization").orElseThrow();
    assertTrue(proof.contains("username=\"post-88\""), proof);
    assertTrue(
        post.lastTrace().stream().noneMatch(line -> line.contains("secret")),
        () -> String.join("\n", post.lastTrace()));
  }
}
