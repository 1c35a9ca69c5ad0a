package org.paraat.engine;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The carriers' lines: known by the address that their requests come from, probed by OPTIONS. */
final class Trunks {
  private static final Logger LOG = LoggerFactory.getLogger(Trunks.class);

  /** A probe that is not answered by then was missed, however rarely probes are sent. */
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(4);

  private final Transports transports;
  private final CoreLoop core;
  private final Map<TrunkId, Line> lines = new LinkedHashMap<>();
  private SipEndpoint sip;

  Trunks(Transports transports, CoreLoop core) {
    this.transports = transports;
    this.core = core;
  }

  /** One trunk with where it is. */
  record Line(Trunk trunk, SipAddress address, Transports transports) {

    Flow flow() {
      return transports.to(address);
    }

    String uriOf(String number) {
      return "sip:" + number + "@" + hostPort();
    }

    private String hostPort() {
      String suffix = address.transport() == Transport.TCP ? ";transport=tcp" : "";
      return address.host() + ":" + address.port() + suffix;
    }

    // A TCP peer calls from a port of its own choice, so only UDP is told apart by port.
    private boolean isSource(Flow from) {
      SipAddress peer = from.remote();
      return peer.transport() == address.transport()
          && peer.address().getAddress().equals(address.address().getAddress())
          && (peer.transport() == Transport.TCP || peer.port() == address.port());
    }
  }

  /** What probes are sent with; said once, before the first. */
  void probeThrough(SipEndpoint endpoint) {
    sip = endpoint;
  }

  void configure(Directory directory) {
    lines.clear();
    for (Trunk trunk : directory.trunks().values()) {
      if (SipAddress.isNumeric(trunk.host())) {
        SipAddress address = SipAddress.of(transportOf(trunk), trunk.host(), trunk.port());
        lines.put(trunk.id(), new Line(trunk, address, transports));
      } else {
        LOG.warn(
            "Trunk {} has a name for an address, {}: it needs digits", trunk.id(), trunk.host());
      }
    }
  }

  private static Transport transportOf(Trunk trunk) {
    return switch (trunk.transport()) {
      case UDP -> Transport.UDP;
      case TCP -> Transport.TCP;
    };
  }

  Optional<Line> lineOf(TrunkId id) {
    return Optional.ofNullable(lines.get(id));
  }

  /** Whose request this is, by where it came from. */
  Optional<TrunkId> sourceOf(Flow flow) {
    return lines.values().stream()
        .filter(line -> line.isSource(flow))
        .map(line -> line.trunk().id())
        .findFirst();
  }

  /** Asks a trunk whether it lives: ProbeAnswered or ProbeMissed follows. */
  void probe(TrunkId id) {
    Line line = lines.get(id);
    if (line == null) {
      return; // it went from the directory a moment ago
    }
    Duration every = line.trunk().probeEvery();
    var options =
        OutgoingRequest.of("OPTIONS", "sip:" + line.hostPort(), line.flow(), Party.of("", "paraat"))
            .givingUpAfter(every.compareTo(LONGEST_PROBE) < 0 ? every : LONGEST_PROBE);
    sip.send(options, new Probe(id));
  }

  /** Waits for what one probe brings; any response at all shows that the trunk lives. */
  private final class Probe implements ResponseListener {
    private final TrunkId trunk;

    Probe(TrunkId trunk) {
      this.trunk = trunk;
    }

    @Override
    public void onResponse(SIPResponse response) {
      if (response.getStatusCode() == CauseTable.UNAVAILABLE) {
        core.happened(new Event.ProbeMissed(core.now(), trunk, "it answers 503"));
      } else {
        core.happened(new Event.ProbeAnswered(core.now(), trunk));
      }
    }

    @Override
    public void onTimeout() {
      core.happened(new Event.ProbeMissed(core.now(), trunk, "no answer"));
    }

    @Override
    public void onUnreachable(String because) {
      core.happened(new Event.ProbeMissed(core.now(), trunk, because));
    }
  }
}
