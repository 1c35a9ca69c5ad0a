package org.paraat.sip.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which address peers are told to send to, where it is not the one that we listen on.
 *
 * @param rules the first whose network holds the peer is taken
 * @param otherwise for all other peers
 */
public record Advertised(List<Rule> rules, Optional<String> otherwise) {

  /** What the peers of one network are told. */
  public record Rule(Network peers, String host) {}

  /** Nothing but the address that we listen on. */
  public static final Advertised NOTHING = new Advertised(List.of(), Optional.empty());

  public Advertised {
    rules = List.copyOf(rules);
  }

  /** Empty: the address that we listen on, when it is of the family of the peer. */
  Optional<String> towards(InetAddress peer) {
    for (Rule rule : rules) {
      if (rule.peers().contains(peer)) {
        return Optional.of(rule.host());
      }
    }
    return otherwise.filter(
        host -> SipAddress.numeric(host).getAddress().length == peer.getAddress().length);
  }

  /** The same for sound, which is told by address. */
  public Optional<InetAddress> addressTowards(InetAddress peer) {
    return towards(peer).map(SipAddress::numeric);
  }
}
