package org.paraat.simulation;

import java.time.Instant;
import java.util.function.Consumer;

/** The far end of a trunk, with all the telephones of the world behind it. */
final class CarrierLine extends Telephones {

  /** How well it does its work. */
  enum Health {
    WORKS,
    /** Answers 503 to calls, and to probes. */
    FAILS,
    /** Says 100 to calls, nothing else; answers probes. */
    TRIES_ONLY,
    SILENT,
    CLOSED
  }

  final String name;
  private final Consumer<Talk> whoRings;
  private Health health = Health.WORKS;
  private Instant since;
  private int calls;

  CarrierLine(World world, String name, String address, Consumer<Talk> whoRings) {
    super(world, address, World.CARRIER_PORT);
    this.name = name;
    this.whoRings = whoRings;
    since = world.loop.now();
  }

  Health health() {
    return health;
  }

  /** Since when it is as it is. */
  Instant since() {
    return since;
  }

  int callsSeen() {
    return calls;
  }

  void becomes(Health next) {
    if (next == health) {
      return;
    }
    if (health == Health.CLOSED) {
      plugIn();
    }
    if (next == Health.CLOSED) {
      losesItsMemory();
      unplug();
    }
    health = next;
    since = world.loop.now();
  }

  @Override
  boolean isDeafTo(Message message) {
    return health == Health.SILENT;
  }

  @Override
  int statusOfProbe() {
    return health == Health.FAILS ? 503 : 200;
  }

  @Override
  String headersOfInvite(String number) {
    return "P-Asserted-Identity: <sip:" + number + "@carrier.test>\r\n";
  }

  @Override
  void isCalled(Message invite) {
    calls++;
    switch (health) {
      case FAILS -> answer(invite, 503, "", "");
      case WORKS -> whoRings.accept(takes(invite, invite.dialled()));
      case TRIES_ONLY, SILENT, CLOSED -> {}
    }
  }
}
