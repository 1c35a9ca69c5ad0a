package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.TrunkPeer;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.transport.Dns;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transports;

/** The carriers' lines: where they are, whose requests are theirs, and whether they live. */
final class Trunks implements TrunkNames.Listener {

  /** A probe that is not answered by then was missed, however rarely probes are sent. */
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(4);

  private final Transports transports;
  private final CoreLoop core;
  private final Credentials credentials;
  private final TrunkNames names;
  private final TrunkRegistrations registrations;
  private final Map<TrunkId, List<TrunkLine>> lines = new LinkedHashMap<>();
  private Map<TrunkId, Trunk> trunks = Map.of();
  private TrunkSources sources = new TrunkSources(List.of(), Map.of());
  private SipEndpoint sip;

  Trunks(Loop loop, Transports transports, CoreLoop core, Credentials credentials, Dns dns) {
    this.transports = transports;
    this.core = core;
    this.credentials = credentials;
    names = new TrunkNames(loop, dns, this);
    registrations = new TrunkRegistrations(loop, core, this::linesOf, this::accountOf);
  }

  /** What probes are sent with; said once, before the first. */
  void probeThrough(SipEndpoint endpoint) {
    sip = endpoint;
    registrations.registerThrough(endpoint);
  }

  /**
   * @throws IllegalArgumentException when trunks cannot be told apart; nothing has changed then
   */
  void configure(Directory directory) {
    TrunkSources.objectionTo(directory)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(objection);
            });
    trunks = directory.trunks();
    names.keep(trunks);
    lines.clear();
    trunks.keySet().forEach(this::findLines);
    findSources();
  }

  /** The PBX knows the trunks now: what takes time begins. */
  void reachOut() {
    names.lookUp(trunks);
    registrations.follow(trunks);
  }

  /** We are going: carriers need not call us any more. */
  void takeLeave() {
    registrations.end();
  }

  private void findLines(TrunkId id) {
    Trunk trunk = trunks.get(id);
    var found = new ArrayList<TrunkLine>();
    for (TrunkPeer peer : trunk.peering().numericPeers()) {
      SipAddress address =
          SipAddress.of(TrunkSources.transportOf(trunk), peer.id().host(), peer.id().port());
      found.add(new TrunkLine(trunk, peer, address, Optional.empty(), transports));
    }
    for (TrunkNames.Found each : names.of(id)) {
      SipAddress address = each.server().address();
      var peer =
          new TrunkPeer(
              new PeerId(address.address().getAddress().getHostAddress(), address.port()),
              each.asked().rank(each.server().priority()),
              each.server().weight());
      found.add(new TrunkLine(trunk, peer, address, Optional.of(each.asked()), transports));
    }
    found.sort(Comparator.comparingInt(line -> line.peer().rank()));
    lines.put(id, List.copyOf(found));
  }

  private void findSources() {
    var resolved = new LinkedHashMap<TrunkId, List<InetAddress>>();
    lines.forEach(
        (id, all) ->
            resolved.put(
                id,
                all.stream()
                    .filter(line -> line.name().isPresent())
                    .map(line -> line.address().address().getAddress())
                    .toList()));
    sources = new TrunkSources(trunks.values(), resolved);
  }

  @Override
  public void onFound(TrunkId trunk) {
    findLines(trunk);
    findSources();
    tellPeers(trunk, "");
    registrations.linesChanged(trunk);
  }

  @Override
  public void onNotFound(TrunkId trunk, String because) {
    tellPeers(trunk, because);
  }

  private void tellPeers(TrunkId trunk, String because) {
    List<TrunkPeer> peers = linesOf(trunk).stream().map(TrunkLine::peer).toList();
    core.happened(new Event.TrunkPeersChanged(core.now(), trunk, peers, because));
  }

  private List<TrunkLine> linesOf(TrunkId trunk) {
    return lines.getOrDefault(trunk, List.of());
  }

  Optional<TrunkLine> lineOf(TrunkId trunk, PeerId peer) {
    for (TrunkLine line : linesOf(trunk)) {
      if (line.peer().id().equals(peer)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** What a challenge of its carrier is answered with. */
  Optional<ClientCredentials> accountOf(TrunkId id) {
    return Optional.ofNullable(trunks.get(id))
        .flatMap(Trunk::account)
        .flatMap(
            account ->
                credentials
                    .secretOf(id)
                    .map(secret -> new ClientCredentials(account.name(), secret.plain())));
  }

  /** Whose request this is, by where it came from. */
  Optional<Trunk> sourceOf(Flow flow, SIPRequest request) {
    return sources.sourceOf(flow, request);
  }

  void flowClosed(Flow flow) {
    registrations.flowClosed(flow);
  }

  /** At how many carriers we are registered; from any thread. */
  int registered() {
    return registrations.registered();
  }

  /** Asks a peer whether it lives: ProbeAnswered or ProbeMissed follows. */
  void probe(TrunkId id, PeerId peer) {
    Optional<TrunkLine> line = lineOf(id, peer);
    if (line.isEmpty()) {
      return; // it went from the directory a moment ago
    }
    Duration every = line.get().trunk().patience().probeEvery();
    var listener = new Probe(id, peer);
    Flow flow;
    try {
      flow = line.get().flow();
    } catch (IllegalArgumentException notSpoken) {
      listener.onUnreachable(notSpoken.getMessage());
      return;
    }
    sip.send(
        OutgoingRequest.of("OPTIONS", line.get().uri(), flow, Party.of("", "paraat"))
            .givingUpAfter(every.compareTo(LONGEST_PROBE) < 0 ? every : LONGEST_PROBE),
        listener);
  }

  /** Waits for what one probe brings; any response at all shows that the peer lives. */
  private final class Probe implements ResponseListener {
    private final TrunkId trunk;
    private final PeerId peer;

    Probe(TrunkId trunk, PeerId peer) {
      this.trunk = trunk;
      this.peer = peer;
    }

    @Override
    public void onResponse(SIPResponse response) {
      if (response.getStatusCode() == CauseTable.UNAVAILABLE) {
        missed("it answers 503");
      } else {
        core.happened(new Event.ProbeAnswered(core.now(), trunk, peer));
      }
    }

    @Override
    public void onTimeout() {
      missed("no answer");
    }

    @Override
    public void onUnreachable(String because) {
      missed(because);
    }

    private void missed(String because) {
      core.happened(new Event.ProbeMissed(core.now(), trunk, peer, because));
    }
  }
}
