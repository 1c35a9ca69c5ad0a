package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;

/** Reads the platform's wire: what reached it, and what it said. */
final class Witness implements SimulatedNetwork.Watcher {
  private static final Duration KEPT_AFTER_END = Duration.ofSeconds(100);

  /** RFC 3261 17.1.1.2: until the first provisional response. */
  private static final Duration INVITE_LIVES = Duration.ofSeconds(32);

  /** What the judge wants to know at the very moment. */
  interface Listener {
    /** Who is shown to others when this station's user calls. */
    Set<String> shownFor(Message invite, String station);

    /** An INVITE of the platform goes out for the first time. */
    void dialled(WireCall call, Message invite);

    /** A caller's INVITE has arrived. */
    void offered(WireCall call);

    void heardFrom(String station);

    /** Who says nothing at all to an INVITE for so long is given up. */
    Duration silenceAllowed(String station);

    void refused(WireCall call);

    /** Somebody on this call asks for a transfer. */
    void transferAsked(WireCall call, Message refer);

    void transferAnswered(WireCall call, Message response);

    void transferReported(WireCall call, Message notify);

    /** A lamp at this station is told how something stands. */
    void lampTold(String station, Message notify);

    /** Somebody whom the platform calls has picked up. */
    void answered(WireCall call);

    /** Somebody hangs up, holds or hands over, and the platform does not know yet. */
    void somethingChanges();

    void ended(WireCall call);

    void broken(Invariant invariant, String how);
  }

  /** One line of the trace. */
  record Line(Instant at, String way, String station, String what) {}

  private static final int MOST_LINES = 4_000;

  private final World world;
  private final Listener listener;
  private final Map<String, WireCall> calls = new LinkedHashMap<>();
  private final Deque<Line> lines = new ArrayDeque<>();

  Witness(World world, Listener listener) {
    this.world = world;
    this.listener = listener;
  }

  List<WireCall> calls() {
    return new ArrayList<>(calls.values());
  }

  Iterable<WireCall> all() {
    return calls.values();
  }

  Optional<WireCall> call(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  Deque<Line> lines() {
    return lines;
  }

  /** The platform died: nothing is expected of its calls any more. */
  void platformDied() {
    calls.clear();
  }

  void forgetsOldOnes() {
    Instant now = world.now();
    calls.values().removeIf(call -> call.isPast(now, KEPT_AFTER_END) && !goesOn(call));
  }

  /** The one who made it is gone, and the other is still helped: it gets its record later. */
  private static boolean goesOn(WireCall call) {
    return call.way == WireCall.Way.IN && !call.hasRecord && call.mayGoOn();
  }

  // --- what it saw ---

  @Override
  public void sent(Flow by, String text) {
    if (!by.local().host().equals(World.PLATFORM)) {
      return;
    }
    String station = by.remote().host();
    Message message = Message.read(text);
    note("->", station, message);
    if (message.isResponse()) {
      answeredByUs(message);
      return;
    }
    switch (message.method()) {
      case "INVITE" -> {
        if (message.toTag().isEmpty() && !calls.containsKey(message.callId())) {
          var call =
              new WireCall(
                  WireCall.Way.OUT, message, station, Set.of(message.fromUser()), world.now());
          listener.dialled(call, message);
          calls.put(call.callId, call);
        }
      }
      case "ACK" -> known(message).ifPresent(call -> call.ackDueSince = Optional.empty());
      case "CANCEL" ->
          known(message)
              .filter(call -> call.cancelledAt.isEmpty())
              .ifPresent(call -> call.cancelledAt = Optional.of(world.now()));
      case "BYE" -> known(message).ifPresent(call -> bye(call, true));
      case "NOTIFY" -> {
        if (message.header("Event").startsWith("dialog")) {
          listener.lampTold(station, message);
        } else if (message.header("Event").startsWith("refer")) {
          known(message).ifPresent(call -> listener.transferReported(call, message));
        }
      }
      case "OPTIONS", "UPDATE" ->
          known(message)
              .filter(call -> call.askedSince.isEmpty())
              .ifPresent(call -> call.askedSince = Optional.of(world.now()));
      default -> {}
    }
  }

  @Override
  public void arrived(SipAddress from, SipAddress to, String text) {
    if (!to.host().equals(World.PLATFORM)) {
      return;
    }
    Message message = Message.read(text);
    String station = from.host();
    note("<-", station, message);
    listener.heardFrom(station);
    if (message.isResponse()) {
      answeredToUs(message);
      return;
    }
    switch (message.method()) {
      case "INVITE" -> {
        if (message.toTag().isEmpty()) {
          offered(message, station);
        } else {
          listener.somethingChanges();
          known(message).ifPresent(call -> call.descriptions.asked(message));
        }
      }
      case "REFER" -> {
        listener.somethingChanges();
        known(message).ifPresent(call -> listener.transferAsked(call, message));
      }
      case "ACK" ->
          known(message)
              .ifPresent(
                  call -> {
                    call.isAcknowledged |= isItsAck(message, call);
                    call.descriptions.acknowledged(message);
                  });
      case "CANCEL" ->
          known(message)
              .filter(call -> call.cancelledAt.isEmpty() && call.finalStatus < 200)
              .ifPresent(
                  call -> {
                    call.cancelledAt = Optional.of(world.now());
                    listener.ended(call);
                  });
      case "BYE" ->
          known(message)
              .ifPresent(
                  call -> {
                    listener.somethingChanges();
                    bye(call, false);
                  });
      default -> {}
    }
  }

  private void note(String way, String station, Message message) {
    if (message.method().equals("OPTIONS") || message.method().equals("REGISTER")) {
      return;
    }
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.addLast(
        new Line(
            world.now(),
            way,
            station,
            (message.isResponse() ? message.status() + " " : "")
                + message.method()
                + " "
                + (message.isRequest("INVITE") ? message.dialled() : "")
                + " from "
                + message.fromUser()
                + " "
                + message.callId()));
  }

  /** The ACK of a challenge is none of the answer. */
  private static boolean isItsAck(Message ack, WireCall call) {
    return call.isAnswered() && ack.sequence() >= call.sequence;
  }

  private Optional<WireCall> known(Message message) {
    return Optional.ofNullable(calls.get(message.callId()));
  }

  private void offered(Message invite, String station) {
    WireCall call = calls.get(invite.callId());
    if (call == null) {
      Set<String> shown = listener.shownFor(invite, station);
      call = new WireCall(WireCall.Way.IN, invite, station, shown, world.now());
      calls.put(call.callId, call);
    } else if (call.finalsOf(invite.branch()).isEmpty() && call.finalStatus == 401) {
      call.finalStatus = 0; // the same call once more, with proof
      call.finalAt = Optional.empty();
      call.offeredAt = world.now();
      call.branch = invite.branch();
      call.sequence = invite.sequence();
    } else {
      return;
    }
    listener.offered(call);
  }

  private void bye(WireCall call, boolean isOurs) {
    if (call.byeAt.isEmpty()) {
      call.byeAt = Optional.of(world.now());
      call.isByeOurs = isOurs;
      listener.ended(call);
    }
  }

  private void answeredByUs(Message response) {
    WireCall call = calls.get(response.callId());
    if (response.method().equals("REFER") && call != null) {
      listener.transferAnswered(call, response);
    } else if (response.method().equals("REFER") && response.status() < 300) {
      listener.broken(
          Invariant.NOBODY_OUTSIDE_TRANSFERS, response.callId() + " got " + response.status());
    }
    boolean isToInvite = response.method().equals("INVITE") && response.status() >= 200;
    if (call != null && isToInvite) {
      call.descriptions.answered(response);
    }
    if (call == null || call.way != WireCall.Way.IN || !isToInvite) {
      return;
    }
    Set<String> finals = call.finalsOf(response.branch());
    finals.add(response.status() + " " + response.toTag());
    if (finals.size() > 1) {
      listener.broken(Invariant.ONE_FINAL_RESPONSE, call.told() + " got " + finals);
    }
    if (call.finalStatus == 0 && response.branch().equals(call.branch)) {
      call.finalStatus = response.status();
      call.finalAt = Optional.of(world.now());
      if (call.finalStatus >= 300 && call.cancelledAt.isEmpty()) {
        listener.ended(call);
      }
    }
  }

  private void answeredToUs(Message response) {
    WireCall call = calls.get(response.callId());
    if (call == null) {
      return;
    }
    Instant silentUntil = call.sentAt.plus(listener.silenceAllowed(call.station));
    if (!world.now().isBefore(silentUntil)) {
      call.isWantedNoMore(silentUntil);
    }
    call.isHeard = true;
    call.askedSince = Optional.empty();
    int status = response.status();
    String method = response.method();
    if (method.equals("INVITE") && call.way == WireCall.Way.OUT && !call.isAnswered()) {
      if (status < 200) {
        call.isRinging |= status > 100;
        call.mayBeCancelled |= world.now().isBefore(call.sentAt.plus(INVITE_LIVES));
      } else if (call.finalStatus == 0) {
        call.finalStatus = status;
        call.finalAt = Optional.of(world.now());
        if (status >= 300) {
          listener.refused(call);
        } else {
          listener.answered(call);
        }
      }
    }
    if (method.equals("INVITE") && status / 100 == 2 && call.ackDueSince.isEmpty()) {
      call.ackDueSince = Optional.of(world.now());
    }
    // who knows nothing of a transfer any more may well know the call
    boolean isQuestion =
        switch (method) {
          case "CANCEL", "BYE", "NOTIFY" -> false;
          default -> true;
        };
    if (status == 481 && isQuestion && call.isAnswered()) {
      call.wasUnknownThere = true;
    }
  }
}
