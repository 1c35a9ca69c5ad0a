package org.paraat.sip.registrar;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.paraat.sip.dialog.IncomingInvite;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

class RegistrarTest implements SipHandler, RegistrarListener {
  private static final String AOR = "desk1";
  private static final SipAddress UDP = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  private static final SipAddress TCP = SipAddress.of(Transport.TCP, "10.0.0.1", 5060);

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final List<String> notes = new ArrayList<>();
  private final Registrar registrar = new Registrar(loop, RegistrarSettings.usual(), this);
  private final Transports phoneTransports = network.host("10.0.0.2", 5060);
  private final RawPeer phone = new RawPeer(phoneTransports);
  private final Map<KeptContact.Name, KeptContact> kept = new LinkedHashMap<>();
  private int timesKept;
  private int sequence;
  private int branch;

  RegistrarTest() {
    new SipEndpoint(
            loop,
            network.host("10.0.0.1", 5060),
            RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(9),
            SipSettings.standard(),
            this,
            SipTap.NONE)
        .start();
  }

  @Override
  public void onInvite(IncomingInvite invite) {}

  @Override
  public void onRequest(IncomingRequest request) {
    registrar.register(AOR, request);
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {
    registrar.onFlowClosed(flow);
  }

  @Override
  public void onReachable(String addressOfRecord) {
    notes.add("reachable");
  }

  @Override
  public void onContact(KeptContact contact) {
    kept.put(contact.name(), contact);
    timesKept++;
  }

  @Override
  public void onContactGone(KeptContact.Name name) {
    kept.remove(name);
  }

  @Override
  public void onMoved(String addressOfRecord, Flow from, Flow to) {
    notes.add("moved from " + from.transport() + " to " + to.transport());
  }

  @Override
  public void onUnreachable(String addressOfRecord, String because) {
    notes.add("unreachable: " + because);
  }

  private void register(SipAddress by, String callId, int number, String more) {
    phone.say(
        by,
        "REGISTER sip:10.0.0.1 SIP/2.0\nVia: SIP/2.0/"
            + by.transport().token()
            + " 10.0.0.2:5060;rport;branch=z9hG4bK"
            + ++branch
            + "\nFrom: <sip:desk1@10.0.0.1>;tag=p\nTo: <sip:desk1@10.0.0.1>\nCall-ID: "
            + callId
            + "\nCSeq: "
            + number
            + " REGISTER\nUser-Agent: Phone 1\n"
            + more,
        "");
    loop.pass(ofMillis(5));
  }

  private void register(String more) {
    register(UDP, "reg", ++sequence, more);
  }

  private String status() {
    return phone.heard().getLast().substring(8, 11);
  }

  private List<String> contacts() {
    return registrar.bindings(AOR).stream().map(Binding::contact).toList();
  }

  @Test
  void aPhoneRegistersRefreshesAndUnregisters() {
    register("Contact: <sip:desk1@10.0.0.2:5060>;expires=600");
    assertEquals("200", status());
    assertTrue(
        phone.heard().getLast().contains("Contact: <sip:desk1@10.0.0.2:5060>;expires=600\r\n"));
    assertEquals(List.of("sip:desk1@10.0.0.2:5060"), contacts());
    assertEquals("Phone 1", registrar.bindings(AOR).getFirst().userAgent());
    loop.pass(ofMinutes(9));
    register("Contact: <sip:desk1@10.0.0.2:5060>\nExpires: 600");
    loop.pass(ofMinutes(9));
    assertEquals(1, contacts().size());
    register("Contact: <sip:desk1@10.0.0.2:5060>;expires=0");
    assertEquals("200", status());
    assertFalse(phone.heard().getLast().contains("Contact:"));
    assertEquals(List.of("reachable", "reachable", "unreachable: it unregistered"), notes);
    loop.pass(ofMinutes(2));
    assertEquals(0, loop.waiting());
  }

  @Test
  void aRefreshIsWorthALineOnDiskOnlyWhenAQuarterOfItsTimeIsOver() {
    register("Contact: <sip:desk1@10.0.0.2>;expires=600");
    loop.pass(ofSeconds(100));
    register("Contact: <sip:desk1@10.0.0.2>;expires=600");
    assertEquals(1, timesKept);
    loop.pass(ofSeconds(100));
    register("Contact: <sip:desk1@10.0.0.2>;expires=600");
    assertEquals(2, timesKept);
    register("Contact: <sip:desk1@10.0.0.2>;expires=600;q=0.3");
    assertEquals(3, timesKept, "it changed");
    register("Contact: <sip:desk1@10.0.0.2>;expires=0");
    assertEquals(Map.of(), kept);
  }

  @Test
  void aContactOfAConnectionIsNotKept() {
    register(TCP, "a", 1, "Contact: <sip:desk1@10.0.0.2;transport=tcp>;expires=600");
    assertEquals(1, contacts().size());
    assertEquals(0, timesKept);
  }

  @Test
  void aContactOfAnEarlierLifeIsThereUntilItExpires() {
    register("Contact: <sip:desk1@10.0.0.2:5060>;expires=600;q=0.5");
    KeptContact contact = kept.values().iterator().next();
    var next = new Registrar(loop, RegistrarSettings.usual(), this);
    next.restore(contact, phoneTransports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)));
    Binding restored = next.bindings(AOR).getFirst();
    assertEquals("sip:desk1@10.0.0.2:5060", restored.contact());
    assertEquals(500, restored.quality());
    assertEquals("Phone 1", restored.userAgent());
    assertEquals(1, timesKept, "what was read back is not written again");
    loop.pass(ofSeconds(600));
    assertEquals(List.of(), next.reachable());
    next.restore(contact, phoneTransports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)));
    assertEquals(List.of(), next.reachable(), "it expired before");
  }

  @Test
  void aRegistrationExpires() {
    register("Contact: <sip:desk1@10.0.0.2>;expires=60");
    loop.pass(ofSeconds(61));
    assertEquals(List.of("reachable", "unreachable: its registration expired"), notes);
    assertEquals(List.of(), registrar.reachable());
  }

  @Test
  void timesAreBounded() {
    register("Contact: <sip:desk1@10.0.0.2>");
    assertTrue(phone.heard().getLast().contains(";expires=3600"));
    register("Contact: <sip:desk1@10.0.0.2>;expires=99999999");
    assertTrue(phone.heard().getLast().contains(";expires=7200"));
    register("Contact: <sip:desk1@10.0.0.2>;expires=59");
    assertEquals("423", status());
    assertTrue(phone.heard().getLast().contains("Min-Expires: 60"));
    assertEquals(1, contacts().size());
  }

  @Test
  void severalContactsStandSideBySide() {
    register(
        "Contact: <sip:desk1@10.0.0.2>;q=0.2, \"x\" <sip:desk1@10.0.0.3:5070;transport=tcp>;q=0.9");
    assertEquals(
        List.of("sip:desk1@10.0.0.3:5070;transport=tcp", "sip:desk1@10.0.0.2"), contacts());
    register("Contact: *\nExpires: 0");
    assertEquals("200", status());
    assertEquals(List.of(), contacts());
  }

  @Test
  void aStarIsForTakingAllAwayOnly() {
    register("Contact: <sip:desk1@10.0.0.2>");
    register("Contact: *\nExpires: 60");
    assertEquals("400", status());
    register("Contact: <sip:desk1@10.0.0.3>, *\nExpires: 0");
    assertEquals("400", status());
    assertEquals(1, contacts().size());
  }

  @Test
  void whoAsksForNothingIsToldWhatThereIs() {
    register("Contact: <sip:desk1@10.0.0.2>");
    register("Expires: 10");
    assertEquals("200", status());
    assertTrue(phone.heard().getLast().contains("Contact: <sip:desk1@10.0.0.2>"));
    assertEquals(List.of("reachable"), notes);
  }

  @Test
  void whatIsOutOfOrderChangesNothing() {
    register(UDP, "a", 5, "Contact: <sip:desk1@10.0.0.2>");
    register(UDP, "a", 4, "Contact: <sip:desk1@10.0.0.2>;expires=0");
    assertEquals("500", status());
    register(UDP, "a", 3, "Contact: *\nExpires: 0");
    assertEquals("500", status());
    assertEquals(1, contacts().size());
    register(UDP, "rebooted", 1, "Contact: <sip:desk1@10.0.0.2>;expires=0");
    assertEquals("200", status());
    assertEquals(0, contacts().size());
  }

  @Test
  void aPhoneThatCountsFromOneAgainAfterItWasOffIsTaken() {
    register(UDP, "fixed", 7, "Contact: <sip:desk1@10.0.0.2>");
    register(UDP, "fixed", 6, "Contact: <sip:desk1@10.0.0.2>");
    assertEquals("500", status());
    loop.pass(ofSeconds(6));
    register(UDP, "fixed", 1, "Contact: <sip:desk1@10.0.0.2>");
    assertEquals("200", status());
  }

  @Test
  void contactsAreBoundedAndTheOneRefreshedLongestAgoGivesWay() {
    for (int i = 0; i < 10; i++) {
      register("Contact: <sip:desk1@10.0.0." + (100 + i) + ">");
    }
    register("Contact: <sip:desk1@10.0.0.100>");
    register("Contact: <sip:desk1@10.0.0.110>");
    assertEquals("200", status());
    assertEquals(10, contacts().size());
    assertTrue(contacts().contains("sip:desk1@10.0.0.110"), "the newest");
    assertTrue(contacts().contains("sip:desk1@10.0.0.100"), "refreshed");
    assertFalse(contacts().contains("sip:desk1@10.0.0.101"), "the oldest");
  }

  @Test
  void moreContactsInOneRequestThanThereIsRoomForAreRefused() {
    var contacts = new ArrayList<String>();
    for (int i = 0; i < 11; i++) {
      contacts.add("<sip:desk1@10.0.0." + (100 + i) + ">");
    }
    register("Contact: " + String.join(", ", contacts));
    assertEquals("403", status());
    assertEquals(0, contacts().size());
  }

  @Test
  void aPhoneThatTellsItsInstanceReplacesItself() {
    String instance = ";+sip.instance=\"<urn:uuid:1>\"";
    register("Contact: <sip:desk1@10.0.0.2:1111>" + instance);
    register(UDP, "rebooted", 1, "Contact: <sip:desk1@10.0.0.2:2222>" + instance);
    assertEquals(List.of("sip:desk1@10.0.0.2:2222"), contacts());
  }

  @Test
  void aContactThatIsNoPhoneIsRefused() {
    register("Contact: <mailto:x@y>");
    assertEquals("400", status());
  }

  @Test
  void aConnectionThatEndsTakesItsContactAlong() {
    register(TCP, "t", 1, "Contact: <sip:desk1@10.0.0.2;transport=tcp>");
    assertEquals(Transport.TCP, registrar.bindings(AOR).getFirst().flow().transport());
    phoneTransports.to(TCP).close();
    loop.pass(ofMillis(5));
    assertEquals(List.of("reachable", "unreachable: its connection ended"), notes);
  }

  @Test
  void theFlowThatItCameByIsTheWayBack() {
    register("Contact: <sip:desk1@192.168.1.5:5060>");
    Flow flow = registrar.bindings(AOR).getFirst().flow();
    assertEquals(SipAddress.of(Transport.UDP, "10.0.0.2", 5060), flow.remote());
  }

  @Test
  void aDeviceThatIsTakenAwayIsForgotten() {
    register("Contact: <sip:desk1@10.0.0.2>, <sip:desk1@10.0.0.3>");
    registrar.forget(AOR, "the device was removed");
    assertEquals(List.of("reachable", "unreachable: the device was removed"), notes);
  }

  @Test
  void aPhoneThatRegistersByAnotherPathHasMoved() {
    register(UDP, "u", 1, "Contact: <sip:desk1@10.0.0.2:5062>");
    register(TCP, "u", 2, "Contact: <sip:desk1@10.0.0.2:5062>");
    assertEquals(List.of("reachable", "moved from UDP to TCP", "reachable"), notes);
    assertEquals(1, contacts().size());
  }

  @Test
  void aPhoneWhoseConnectionEndedIsKnownAgainByItsCallId() {
    register(TCP, "t", 1, "Contact: <sip:desk1@10.0.0.2:4001;transport=tcp>");
    phoneTransports.to(TCP).close();
    loop.pass(ofMillis(5));
    register(TCP, "t", 2, "Contact: <sip:desk1@10.0.0.2:4002;transport=tcp>");
    assertEquals("moved from TCP to TCP", notes.get(2));
  }

  @Test
  void ofTwoWaysToTheSamePhoneTheNewestAloneIsCalled() {
    String instance = ";+sip.instance=\"<urn:uuid:1>\";reg-id=";
    register(UDP, "a", 1, "Contact: <sip:desk1@10.0.0.2:1111>" + instance + 1);
    register(UDP, "b", 1, "Contact: <sip:desk1@10.0.0.2:2222>" + instance + 2);
    assertEquals(List.of("sip:desk1@10.0.0.2:2222"), contacts());
    register(UDP, "b", 2, "Contact: <sip:desk1@10.0.0.2:2222>;expires=0" + instance + 2);
    assertEquals(List.of("sip:desk1@10.0.0.2:1111"), contacts());
  }

  @Test
  void thePathIsKeptAndToldToThoseWhoKnowIt() {
    String path = "Path: <sip:edge@10.0.0.9;lr>, <sip:10.0.0.8;lr>\n";
    register(path + "Contact: <sip:desk1@10.0.0.2>");
    assertEquals(
        List.of("<sip:edge@10.0.0.9;lr>", "<sip:10.0.0.8;lr>"),
        registrar.bindings(AOR).getFirst().path());
    assertFalse(phone.heard().getLast().contains("Path:"));
    register(path + "Supported: path\nContact: <sip:desk1@10.0.0.2>");
    assertTrue(phone.heard().getLast().contains("Path: <sip:edge@10.0.0.9;lr>"));
    register(path + "Require: path\nContact: <sip:desk1@10.0.0.2>");
    assertEquals("200", status());
    register("Path: nonsense <<\nContact: <sip:desk1@10.0.0.2>");
    assertEquals("400", status());
  }
}
