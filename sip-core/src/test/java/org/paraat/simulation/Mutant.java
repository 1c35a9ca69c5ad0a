package org.paraat.simulation;

import java.util.List;

/**
 * A fault of the trade, planted in the compiled product where a child class loader loads it.
 *
 * @param fault in words
 * @param type full name of the class
 * @param method its name; after a colon a part of its signature where there are several
 * @param seed of an evening that found it before: tried first, to save time
 */
record Mutant(String fault, String type, String method, Mutation mutation, long seed) {

  /** Every one of these must be found. */
  static final List<Mutant> ALL =
      List.of(
          of("no CANCEL to the losers", "engine.OutgoingLeg", "end", forgets("forEach")),
          of("a lost timer", "engine.Timers", "set", forgets("schedule")),
          of("a port not released", "engine.LegSound", "close", forgets("ifPresent")),
          of("a doubled offer", "pbx.queue.Line", "offered", forgets("remove")),
          of("a forgotten wrap-up", "pbx.call.Turn", "forget", forgets("endedConversation")),
          of("no BYE to the other side", "sip.dialog.Leg", "bye", forgets("bye")),
          of(
              "a retransmission treated as new",
              "sip.transaction.Transactions",
              "receive:SIPRequest",
              forgets("isRepeated")),
          of("no ACK", "sip.dialog.OutgoingLeg", "win", forgets("acknowledge")),
          of("emergency not first", "pbx.queue.QueueBook", "next", swaps("compareTo")).on(6),
          of("pause forgotten at restart", "pbx.agents.Agents", "restore", forgets("pauses")).on(2),
          of("legs left when the caller hangs up", "pbx.call.Turn", "conclude", forgets("hangUp")),
          of("a lost record", "pbx.CallFlow", "end", forgets("save")),
          of("a doubled record", "pbx.CallFlow", "end", new Mutation.Doubles("save")),
          of("a stretch without an end", "pbx.CallFlow", "end", forgets("segmentEnds")),
          of("a hold counted as talk", "pbx.hold.Held", "waits", forgets("nowLives")),
          of("not offered after a decline", "pbx.queue.Queued", "onRefused", forgets("offerEnded")),
          of("rung again at once", "pbx.queue.Queued", "onRefused", forgets("missedOffer")).on(2),
          of("a dead phone rung on", "pbx.call.RingingParties", "failed", forgets("fellSilent"))
              .on(6),
          of("switch not restored", "pbx.redirect.Switches", "restore", returnsAtOnce()).on(4),
          of("left at a dead trunk", "pbx.trunk.Trunks", "tellWhoIsCalled", returnsAtOnce()).on(10),
          of("no other trunk is tried", "pbx.call.Attempt", "mayGoOnAfter", returnsAtOnce()).on(3),
          of("481 ignored", "engine.SignsOfLife$Watch", "onResponse", forgets("end")),
          of("a timer not cancelled", "pbx.call.Turn", "cancelTimer", forgets("ifPresent")),
          of("the wrong leg bridged", "pbx.call.RingsParties", "onAnswered", swaps("talk")),
          of("nobody bridged", "engine.CommandRunner", "bridge", forgets("connect")),
          of(
              "the caller's CANCEL ignored",
              "sip.transaction.InviteServerTransaction",
              "onCancel",
              returnsAtOnce()),
          of("sign-off ignored", "pbx.agents.Agents", "signOff", forgets("signsOff")).on(2),
          of("a caller lost with the agent", "pbx.call.Talking", "onHungUp", forgets("isMishap"))
              .on(4),
          of("back at the end of the line", "pbx.queue.Queued", "enter", forgets("wayBack")).on(6),
          of("a hold not heard of", "engine.Legs", "held", returnsAtOnce()),
          of(
                  "not put on hold for the second call",
                  "pbx.call.BusyPhone",
                  "tookAnother",
                  forgets("signal"))
              .on(1),
          of(
                  "who talks is never rung",
                  "pbx.queue.Waves",
                  "mayBeDisturbed",
                  forgets("maySecondCallRing"))
              .on(5),
          of(
              "a second emergency comes in between",
              "pbx.queue.Waves",
              "mayBeDisturbed",
              new Mutation.Negates("areRoutineTalk")),
          of(
              "the end of a transfer not told",
              "engine.TransferSubscription",
              "tellLast",
              forgets("tell")),
          of(
              "the transferor's line kept",
              "pbx.Transfers",
              "arrived",
              forgets("hangUpWhoHandedOver")),
          of("the first line kept", "pbx.Joining", "together", forgets("hangUpWhoHandedOver"))
              .on(2),
          of("no music on hold", "pbx.hold.Held", "waits", forgets("begin")),
          of("a hold that nobody counts", "pbx.hold.Held", "enter", forgets("start")),
          of("never back from the place", "pbx.park.Parked", "enter", forgets("setTimer")),
          of("an emergency not called back", "pbx.CallBacks", "ends", returnsAtOnce()).on(4),
          of(
                  "a failed transfer not taken back",
                  "pbx.transfer.Returned",
                  "enter",
                  forgets("setTimer"))
              .on(2),
          of("a lamp not told of a change", "engine.LampDesk", "turned", forgets("changed")),
          of("lamps that begin anew", "sip.subscription.Subscription", "tell", forgets("max")),
          of("lamps forgotten at restart", "engine.LampDesk", "restore", returnsAtOnce()).on(2),
          of("a second REFER beside the first", "engine.Leg", "transferAsked", forgets("isPresent"))
              .on(21));

  private static Mutant of(String fault, String type, String method, Mutation mutation) {
    return new Mutant(fault, "org.paraat." + type, method, mutation, 1);
  }

  private Mutant on(long found) {
    return new Mutant(fault, type, method, mutation, found);
  }

  private static Mutation forgets(String call) {
    return new Mutation.Forgets(call);
  }

  private static Mutation swaps(String call) {
    return new Mutation.Swaps(call);
  }

  private static Mutation returnsAtOnce() {
    return new Mutation.ReturnsAtOnce();
  }

  byte[] planted(byte[] compiled, int number) {
    return mutation.plantedIn(compiled, method, number);
  }

  @Override
  public String toString() {
    return fault + ": " + type.substring("org.paraat.".length()) + "." + method + " " + mutation;
  }
}
