package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of acts in the same millisecond, in both orders, at every stage of a call. */
class SameMomentTest extends CallTestBed {
  private static final Map<String, Consumer<CallTestBed>> STAGES = new LinkedHashMap<>();
  private static final Map<String, Consumer<CallTestBed>> ACTS = new LinkedHashMap<>();

  static {
    STAGES.put("calling", bed -> bed.caller.calls(bed.callee));
    STAGES.put("ringing", CallTestBed::ringing);
    STAGES.put(
        "early media",
        bed -> {
          bed.callee.onCall = leg -> leg.progress(Peer.ANSWER);
          bed.caller.calls(bed.callee);
          bed.soon();
        });
    STAGES.put(
        "answered without an ACK yet",
        bed -> {
          bed.callee.onCall = leg -> leg.answer(Peer.ANSWER);
          bed.caller.calls(bed.callee);
          bed.loop.settle();
        });
    STAGES.put("talking", CallTestBed::talking);
    STAGES.put(
        "changing",
        bed -> {
          bed.talking();
          bed.caller.leg().reoffer(Peer.OFFER);
          bed.soon();
        });

    ACTS.put("caller hangs up", bed -> bed.caller.leg().hangUp(Optional.empty()));
    ACTS.put("caller changes", bed -> whenDialog(bed.caller, leg -> leg.reoffer(Peer.OFFER)));
    ACTS.put("caller asks", bed -> asks(bed.caller));
    ACTS.put("caller decides", bed -> bed.caller.leg().answerReoffer(Peer.ANSWER));
    ACTS.put("callee answers", bed -> whenLeg(bed, leg -> leg.answer(Peer.ANSWER)));
    ACTS.put("callee describes", bed -> whenLeg(bed, leg -> leg.progress(Peer.ANSWER)));
    ACTS.put("callee rejects", bed -> whenLeg(bed, leg -> leg.reject(486, "Busy", List.of())));
    ACTS.put("callee hangs up", bed -> whenLeg(bed, leg -> leg.hangUp(Optional.empty())));
    ACTS.put("callee changes", bed -> whenDialog(bed.callee, leg -> leg.reoffer(Peer.OFFER)));
    ACTS.put("callee decides", bed -> whenLeg(bed, leg -> leg.answerReoffer(Peer.ANSWER)));
    ACTS.put("callee asks", bed -> asks(bed.callee));
  }

  private static void whenLeg(CallTestBed bed, Consumer<InviteDialog> act) {
    bed.callee.legs.stream().findFirst().ifPresent(act);
  }

  /** Only who has a dialog can say something in it. */
  private static void whenDialog(Peer peer, Consumer<InviteDialog> act) {
    peer.legs.stream()
        .findFirst()
        .filter(leg -> ((Leg) leg).dialog().isPresent() && !leg.isEnded())
        .ifPresent(act);
  }

  private static void asks(Peer peer) {
    whenDialog(peer, leg -> leg.askIfThere(new Answers()));
  }

  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (String stage : STAGES.keySet()) {
      for (String one : ACTS.keySet()) {
        for (String other : ACTS.keySet()) {
          if (!one.equals(other)) {
            pairs.add(Arguments.of(stage, one, other));
          }
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @MethodSource("pairs")
  void bothSidesAgreeInTheEndAndNothingIsLeft(String stage, String one, String other) {
    STAGES.get(stage).accept(this);
    ACTS.get(one).accept(this);
    ACTS.get(other).accept(this);
    for (int i = 0; i < 100; i++) {
      loop.pass(ofMillis(100));
      caller.legs.forEach(leg -> leg.answerReoffer(Peer.ANSWER));
      callee.legs.forEach(leg -> leg.answerReoffer(Peer.ANSWER));
    }
    boolean isOverForCallee = callee.legs.stream().allMatch(InviteDialog::isEnded);
    if (!isRinging()) {
      assertEquals(caller.leg().isEnded(), isOverForCallee, this::story);
    }
    endsOnce(caller);
    endsOnce(callee);
    caller.leg().hangUp(Optional.empty());
    soon();
    nothingIsLeft();
  }

  /** A call that came in when the caller had given up already has no leg. */
  private boolean isRinging() {
    return callee.legs.isEmpty();
  }

  private void endsOnce(Peer peer) {
    long ends =
        peer.notes.stream()
            .filter(note -> note.startsWith("ended") || note.startsWith("refused "))
            .count();
    assertTrue(ends <= 1, this::story);
    long answers = peer.notes.stream().filter(note -> note.startsWith("answered")).count();
    assertTrue(answers <= 1, this::story);
  }

  private String story() {
    return "caller " + caller.notes + ", callee " + callee.notes;
  }
}
