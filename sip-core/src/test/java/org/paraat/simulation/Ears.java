package org.paraat.simulation;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.paraat.scenario.PaperMedia.Hearing;

/** Listens at every telephone: who is with whom is what they hear, whatever the wire said. */
final class Ears {
  private final World world;
  private final Scene scene;
  private final Witness witness;

  /** Somebody's party has gone on to somebody else. */
  interface Told {
    void handedOver(WireCall left);
  }

  private Told told = left -> {};

  Ears(World world, Scene scene, Witness witness) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
  }

  void tell(Told whom) {
    told = whom;
  }

  void listen() {
    Map<InetSocketAddress, Hearing> hearings = world.media.hearings();
    Instant now = world.now();
    for (WireCall call : witness.all()) {
      call.talkTime.passes(call, now);
      call.hears = Optional.empty();
      call.prompt = Optional.empty();
      call.hearsUnknown = false;
      Optional<Talk> talk =
          call.isOver() ? Optional.empty() : scene.talkOf(call).filter(it -> !it.isOver());
      Hearing hearing = talk.map(it -> hearings.get(it.ear)).orElse(null);
      if (hearing == null) {
        continue;
      }
      call.prompt = hearing.prompt();
      hearing.party().ifPresent(party -> heard(call, party, now));
    }
    for (WireCall call : witness.all()) {
      isLeft(call, now);
    }
  }

  private void heard(WireCall call, InetSocketAddress party, Instant now) {
    Optional<WireCall> who =
        Optional.ofNullable(world.ears.get(party)).flatMap(talk -> witness.call(talk.callId));
    if (who.isEmpty() || who.get().isOver()) {
      call.hearsUnknown = true;
      return;
    }
    call.hears = who;
    call.heardAt = now;
    if (!call.isAnswered() || !who.get().isAnswered()) {
      return; // only the tones of a call that is not answered yet
    }
    call.partner = who;
    call.lastPartner = who;
    call.firstPartner = call.firstPartner.or(() -> who);
  }

  /** A party whose telephone forgot the call hears nobody: whom it is with now cannot be known. */
  private void isLeft(WireCall call, Instant now) {
    boolean isLeft =
        !call.isOver()
            && call.partner
                .filter(scene::isStillThere)
                .flatMap(party -> party.partner)
                .filter(other -> other != call)
                .isPresent();
    if (!isLeft) {
      call.leftSince = Optional.empty();
    } else if (call.leftSince.isEmpty()) {
      call.leftSince = Optional.of(now);
      told.handedOver(call);
    }
  }
}
