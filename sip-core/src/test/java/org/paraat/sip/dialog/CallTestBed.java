package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.List;
import org.paraat.sip.message.Drop;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;

/** Two ends of our own over a network in memory. */
abstract class CallTestBed {
  final VirtualLoop loop = new VirtualLoop();
  final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  final Peer caller = new Peer(network, loop, "10.0.0.1");
  final Peer callee = new Peer(network, loop, "10.0.0.2");

  void soon() {
    loop.pass(ofMillis(100));
  }

  void ringing() {
    callee.onCall = InviteDialog::ring;
    caller.calls(callee);
    soon();
  }

  void talking() {
    callee.onCall = leg -> leg.answer(Peer.ANSWER);
    caller.calls(callee);
    soon();
    caller.notes.clear();
    callee.notes.clear();
  }

  void nothingIsLeft() {
    loop.pass(ofMinutes(2));
    for (Peer peer : List.of(caller, callee)) {
      assertEquals(0, peer.endpoint.dialogs(), "dialogs of " + peer.name);
      assertEquals(0, peer.endpoint.transactions(), "transactions of " + peer.name);
      assertEquals(0, peer.endpoint.counters().dropped(Drop.OUR_DEFECT));
      assertEquals(0, peer.endpoint.counters().dropped(Drop.UNREADABLE));
    }
    assertEquals(0, loop.waiting(), "timers");
  }

  /** Notes what comes of requests. */
  static final class Answers implements ResponseListener {
    final List<String> notes = new ArrayList<>();

    @Override
    public void onResponse(SIPResponse response) {
      notes.add(String.valueOf(response.getStatusCode()));
    }

    @Override
    public void onTimeout() {
      notes.add("timeout");
    }

    @Override
    public void onUnreachable(String because) {
      notes.add("unreachable: " + because);
    }
  }
}
