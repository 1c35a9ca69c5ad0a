package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

class TrunkSourcesTest {

  private static Trunk trunk(String name, String host, int port) {
    return Trunk.at(new TrunkId(name), Trunk.Server.at(host, port));
  }

  private static Trunk from(Trunk trunk, String network) {
    return trunk.alsoKnownBy(List.of(new Trunk.Source.FromNetwork(network)));
  }

  private static Trunk registering(Trunk trunk, String user) {
    return trunk.provingBy(
        new Trunk.Account(user, "", "", Trunk.Joining.REGISTERS, Duration.ofHours(1)));
  }

  /** A path from somewhere. */
  private record Path(SipAddress remote, String provenName) implements Flow {
    @Override
    public Transport transport() {
      return remote.transport();
    }

    @Override
    public SipAddress local() {
      return remote;
    }

    @Override
    public void send(byte[] message) {
      throw new IllegalStateException("nothing is sent");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // nothing is open
    }

    @Override
    public boolean hasProvenToBe(String name) {
      return name.equals(provenName);
    }
  }

  private static Optional<String> sourceOf(TrunkSources sources, Path path, String called) {
    var request = new SIPRequest();
    request.setRequestURI(SipUris.of(called, "10.0.0.1"));
    return sources.sourceOf(path, request).map(trunk -> trunk.id().name());
  }

  private static Path udp(String host, int port) {
    return new Path(SipAddress.of(Transport.UDP, host, port), "");
  }

  private static TrunkSources sources(Trunk... trunks) {
    return new TrunkSources(List.of(trunks), Map.of());
  }

  private static Optional<String> objectionTo(Trunk... trunks) {
    return TrunkSources.objectionTo(
        new Directory(
            1,
            Organisation.UNNAMED,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(trunks),
            List.of(),
            MobilePhones.NONE));
  }

  @Test
  void theClosestDescriptionCounts() {
    var known =
        sources(
            from(trunk("wide", "10.9.9.1", 5060), "10.0.0.0/8"),
            from(trunk("narrow", "10.9.9.2", 5060), "10.1.0.0/16"),
            trunk("anywhere there", "10.1.2.3", Trunk.ANY_PORT),
            trunk("that port", "10.1.2.3", 5080));
    assertEquals(Optional.of("that port"), sourceOf(known, udp("10.1.2.3", 5080), "1"));
    assertEquals(Optional.of("anywhere there"), sourceOf(known, udp("10.1.2.3", 9999), "1"));
    assertEquals(Optional.of("narrow"), sourceOf(known, udp("10.1.2.4", 9999), "1"));
    assertEquals(Optional.of("wide"), sourceOf(known, udp("10.2.2.4", 9999), "1"));
    assertEquals(Optional.empty(), sourceOf(known, udp("11.2.2.4", 9999), "1"));
  }

  @Test
  void anAddressAndPortIsKnownThereAlone() {
    var known =
        sources(trunk("carrier-a", "127.0.0.1", 5080), trunk("carrier-b", "127.0.0.1", 5082));
    assertEquals(Optional.of("carrier-b"), sourceOf(known, udp("127.0.0.1", 5082), "1"));
    assertEquals(Optional.empty(), sourceOf(known, udp("127.0.0.1", 5081), "1"));
    var overTcp = new Path(SipAddress.of(Transport.TCP, "127.0.0.1", 5080), "");
    assertEquals(Optional.empty(), sourceOf(known, overTcp, "1"));
  }

  @Test
  void networksOfTheSixthVersionAreKnown() {
    var known = sources(from(trunk("six", "10.9.9.1", 5060), "2001:db8::/32"));
    assertEquals(Optional.of("six"), sourceOf(known, udp("2001:db8:7::9", 5060), "1"));
    assertEquals(Optional.empty(), sourceOf(known, udp("2001:db9:7::9", 5060), "1"));
  }

  @Test
  void whoeverProvesANameIsKnownByItWhereverTheyAre() {
    Trunk named =
        trunk("named", "10.9.9.1", 5061)
            .over(Trunk.Transport.TLS)
            .alsoKnownBy(List.of(new Trunk.Source.WithCertificate("SIP.carrier.test")));
    var known = sources(named);
    SipAddress elsewhere = SipAddress.of(Transport.TLS, "192.0.2.7", 40_000);
    assertEquals(
        Optional.of("named"), sourceOf(known, new Path(elsewhere, "sip.carrier.test"), "1"));
    assertEquals(Optional.empty(), sourceOf(known, new Path(elsewhere, "other.test"), "1"));
  }

  @Test
  void accountsAtOneAddressAreToldApartByWhoIsCalled() {
    var known =
        sources(
            registering(trunk("first", "10.0.9.1", 5060), "post-88"),
            registering(trunk("second", "10.0.9.1", 5060), "post-99"),
            trunk("plain", "10.0.9.1", 5060));
    assertEquals(Optional.of("second"), sourceOf(known, udp("10.0.9.1", 5060), "post-99"));
    assertEquals(Optional.of("first"), sourceOf(known, udp("10.0.9.1", 5060), "post-88"));
    assertEquals(Optional.of("plain"), sourceOf(known, udp("10.0.9.1", 5060), "0880000100"));
  }

  @Test
  void theUserOfOurContactLetsNobodyInFromElsewhere() {
    var known = sources(registering(trunk("first", "10.0.9.1", 5060), "post-88"));
    assertEquals(Optional.empty(), sourceOf(known, udp("10.66.6.6", 5060), "post-88"));
  }

  @Test
  void whereANameWasFoundIsTheTrunks() {
    Trunk named = trunk("named", "carrier.test", Trunk.ANY_PORT);
    var known =
        new TrunkSources(
            List.of(named), Map.of(named.id(), List.of(InetAddress.ofLiteral("192.0.2.7"))));
    assertEquals(Optional.of("named"), sourceOf(known, udp("192.0.2.7", 40_000), "1"));
  }

  @Test
  void whatCannotBeToldApartIsRefusedWithBothNames() {
    assertEquals(
        Optional.of("trunks one and two are both known by UDP 10.0.9.1:5060"),
        objectionTo(trunk("one", "10.0.9.1", 5060), trunk("two", "10.0.9.1", 5060)));
    assertEquals(
        Optional.of("trunks one and two are both known by UDP 10.0.0.0/8"),
        objectionTo(
            from(trunk("one", "10.0.9.1", 5060), "10.1.2.3/8"),
            from(trunk("two", "10.0.9.2", 5060), "10.0.0.0/8")));
    assertEquals(
        Optional.of("trunks one and two are both known by UDP 10.0.9.1:5060"),
        objectionTo(
            registering(trunk("one", "10.0.9.1", 5060), "post"),
            registering(trunk("two", "10.0.9.1", 5060), "post")));
  }

  @Test
  void whatIsNoDescriptionIsRefused() {
    assertEquals(
        Optional.of("trunk one: 10.0.0.0/99 is no network"),
        objectionTo(from(trunk("one", "10.0.9.1", 5060), "10.0.0.0/99")));
    assertEquals(
        Optional.of("trunk one: known by certificate, so its transport must be TLS"),
        objectionTo(
            trunk("one", "10.0.9.1", 5060)
                .alsoKnownBy(List.of(new Trunk.Source.WithCertificate("carrier.test")))));
  }
}
