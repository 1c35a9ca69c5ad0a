package org.paraat.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A station with telephone calls: one desk phone, or all the telephones behind a carrier. */
abstract class Telephones extends Station {
  private final Map<String, Talk> talks = new LinkedHashMap<>();

  Telephones(World world, String address, int port) {
    super(world, address, port);
  }

  // --- how its maker made it ---

  String headersOfInvite(String number) {
    return "";
  }

  String proofFor(Message challenge, String method, String uri) {
    return "";
  }

  Maker.HoldForm holdForm() {
    return Maker.HoldForm.SENDONLY;
  }

  boolean resumesPlainly() {
    return false;
  }

  /** The person turns to this line. */
  void attends(Talk talk) {
    // who has one line is always there
  }

  /** Whether the person is at this line, and not at another one. */
  boolean isAttending(Talk talk) {
    return true;
  }

  int statusOfProbe() {
    return 200;
  }

  /** Whether this is of no call, and answered. */
  boolean takesItself(Message request) {
    return false;
  }

  abstract void isCalled(Message invite);

  // --- its calls ---

  final Talk calls(String asNumber, String dialled) {
    return calls(asNumber, dialled, "");
  }

  final Talk calls(String asNumber, String dialled, String moreHeaders) {
    Talk talk = new Talk(this, Talk.State.CALLING, asNumber, world.token() + "@" + address);
    talks.put(talk.callId, talk);
    talk.dials(dialled, moreHeaders);
    return talk;
  }

  final Talk takes(Message invite, String asNumber) {
    Talk talk = new Talk(this, Talk.State.RINGING_HERE, asNumber, invite.callId());
    talks.put(talk.callId, talk);
    talk.comesIn(invite);
    return talk;
  }

  final List<Talk> running() {
    List<Talk> running = new ArrayList<>();
    for (Talk talk : talks.values()) {
      if (!talk.isOver()) {
        running.add(talk);
      }
    }
    return running;
  }

  final boolean isUsed() {
    for (Talk talk : talks.values()) {
      if (!talk.isOver()) {
        return true;
      }
    }
    return false;
  }

  final Optional<Talk> talkOf(String callId) {
    return Optional.ofNullable(talks.get(callId));
  }

  void ended(Talk talk) {
    world.media.stopListening(talk.ear);
    later(Duration.ofSeconds(70), () -> talks.remove(talk.callId));
  }

  /** All calls are gone from its memory, and nobody is told. */
  final void losesItsMemory() {
    List<Talk> lost = List.copyOf(talks.values());
    talks.clear();
    lost.forEach(Talk::vanishes);
    forgets();
  }

  // --- what comes in ---

  @Override
  final String tagFor(Message request) {
    Talk talk = talks.get(request.callId());
    return talk == null ? world.token() : talk.tag();
  }

  @Override
  final void onRequest(Message request) {
    if (takesItself(request)) {
      return;
    }
    Talk talk = talks.get(request.callId());
    boolean isInitial = request.toTag().isEmpty();
    if (request.isRequest("INVITE") && isInitial && talk == null) {
      answer(request, 100, "", "");
      isCalled(request);
    } else if (request.isRequest("CANCEL") || (talk != null && !isInitial)) {
      inCall(request, talk);
    } else if (isInitial) {
      answer(request, statusOfProbe(), "", "");
    } else {
      answer(request, 481, "", "");
    }
  }

  private void inCall(Message request, Talk talk) {
    boolean isKnown = talk != null && (!talk.isOver() || request.isRequest("BYE"));
    if (isKnown) {
      talk.onRequest(request);
    } else {
      answer(request, request.isRequest("BYE") ? 200 : 481, "", "");
    }
  }

  @Override
  final void onAck(Message ack) {
    Talk talk = talks.get(ack.callId());
    if (talk != null) {
      talk.onAck(ack);
    }
  }

  @Override
  final void onStray(Message response) {
    Talk talk = talks.get(response.callId());
    if (talk != null) {
      talk.onStray(response);
    }
  }
}
