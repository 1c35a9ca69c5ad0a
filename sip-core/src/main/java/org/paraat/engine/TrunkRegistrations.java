package org.paraat.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.RegistrationState;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** Our registrations at carriers, one for each trunk that asks for it. */
final class TrunkRegistrations {
  private final Loop loop;
  private final CoreLoop core;
  private final Function<TrunkId, List<TrunkLine>> lines;
  private final Function<TrunkId, Optional<ClientCredentials>> accounts;
  private final Map<TrunkId, TrunkRegistration> all = new LinkedHashMap<>();
  private SipEndpoint sip;
  private volatile int registered;

  TrunkRegistrations(
      Loop loop,
      CoreLoop core,
      Function<TrunkId, List<TrunkLine>> lines,
      Function<TrunkId, Optional<ClientCredentials>> accounts) {
    this.loop = loop;
    this.core = core;
    this.lines = lines;
    this.accounts = accounts;
  }

  void registerThrough(SipEndpoint endpoint) {
    sip = endpoint;
  }

  /** Registers where that is new, and takes leave where it is no longer wanted. */
  void follow(Map<TrunkId, Trunk> trunks) {
    all.entrySet()
        .removeIf(
            entry -> {
              boolean isStillWanted = entry.getValue().isFor(trunks.get(entry.getKey()));
              if (!isStillWanted) {
                entry.getValue().end();
              }
              return !isStillWanted;
            });
    all.forEach((trunk, registration) -> registration.provesBy(accounts.apply(trunk)));
    for (Trunk trunk : trunks.values()) {
      if (trunk.registers() && !all.containsKey(trunk.id())) {
        var registration =
            new TrunkRegistration(
                trunk,
                loop,
                sip,
                () -> lines.apply(trunk.id()),
                accounts.apply(trunk.id()),
                (state, because) -> told(trunk.id(), state, because));
        all.put(trunk.id(), registration);
        registration.begin();
      }
    }
    count();
  }

  private void told(TrunkId trunk, RegistrationState state, String because) {
    count();
    core.happened(new Event.TrunkRegistrationChanged(core.now(), trunk, state, because));
  }

  private void count() {
    registered = (int) all.values().stream().filter(TrunkRegistration::isRegistered).count();
  }

  /** Its servers are others now. */
  void linesChanged(TrunkId trunk) {
    Optional.ofNullable(all.get(trunk)).ifPresent(TrunkRegistration::linesChanged);
  }

  void flowClosed(Flow flow) {
    all.values().forEach(each -> each.flowClosed(flow));
  }

  int registered() {
    return registered;
  }

  void end() {
    all.values().forEach(TrunkRegistration::end);
    all.clear();
    count();
  }
}
