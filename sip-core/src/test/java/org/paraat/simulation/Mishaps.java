package org.paraat.simulation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.List;

/** What breaks of an evening, and is mended again. */
final class Mishaps {
  private static final Duration NETWORK_SETTLES = ofSeconds(16);
  private static final int SITE = 8;

  private final World world;
  private final Scene scene;
  private final Staff staff;
  private final PaperStore store;
  private final Weather weather;

  Mishaps(World world, Scene scene, Staff staff, PaperStore store, Weather weather) {
    this.world = world;
    this.scene = scene;
    this.staff = staff;
    this.store = store;
    this.weather = weather;
  }

  void weatherIsUsual() {
    world
        .network
        .losing(weather.loss())
        .doubling(weather.duplication())
        .delaying(ofMillis(1), weather.longestDelay());
  }

  void somethingBreaks() {
    DeskPhone phone = world.oneOf(staff.desks());
    switch (world.anyBelow(14)) {
      case 0, 1, 2, 3 -> trunkBreaks();
      case 4, 5, 6 -> losesPower(phone);
      case 7 -> hangs(phone);
      case 8 -> losesNetwork(List.of(phone));
      case 9 -> losesNetwork(staff.desks().subList(0, SITE));
      case 10 -> store.takes(world.between(Duration.ZERO, ofMillis(60)));
      case 11 -> {
        store.isStuck(true);
        world.loop.schedule(ofSeconds(1 + world.anyBelow(15)), () -> store.isStuck(false));
      }
      default -> {
        world.network.losing(0.15).delaying(ofMillis(5), ofMillis(250));
        everybodyIsInDoubt();
        world.loop.schedule(ofSeconds(5 + world.anyBelow(10)), this::weatherIsUsual);
      }
    }
  }

  private void everybodyIsInDoubt() {
    staff.desks().forEach(desk -> scene.isInTrouble(desk.device, ofSeconds(30)));
  }

  private void trunkBreaks() {
    CarrierLine trunk = world.oneOf(List.copyOf(scene.carriers.values()));
    trunk.becomes(
        world.oneOf(
            List.of(
                CarrierLine.Health.FAILS,
                CarrierLine.Health.TRIES_ONLY,
                CarrierLine.Health.SILENT,
                CarrierLine.Health.CLOSED)));
    world.loop.schedule(
        world.between(ofSeconds(5), ofSeconds(45)), () -> trunk.becomes(CarrierLine.Health.WORKS));
  }

  private void losesPower(DeskPhone phone) {
    if (phone.hasPower()) {
      phone.losesPower();
      scene.isInTrouble(phone.device, ofSeconds(10));
      world.loop.schedule(
          world.between(ofSeconds(2), ofSeconds(60)),
          () -> {
            scene.isInTrouble(phone.device, NETWORK_SETTLES);
            phone.boots();
          });
    }
  }

  private void hangs(DeskPhone phone) {
    if (phone.hasPower()) {
      phone.hangs(true);
      world.loop.schedule(
          world.between(ofSeconds(3), ofSeconds(25)),
          () -> {
            scene.isInTrouble(phone.device, NETWORK_SETTLES);
            phone.hangs(false);
          });
    }
  }

  private void losesNetwork(List<DeskPhone> phones) {
    Duration time = world.between(ofSeconds(2), ofSeconds(20));
    for (DeskPhone phone : phones) {
      if (phone.hasPower()) {
        world.network.cutOff(phone.address);
        scene.isInTrouble(phone.device, time.plus(NETWORK_SETTLES));
        world.loop.schedule(
            time,
            () -> {
              if (phone.hasPower()) {
                world.network.reconnect(phone.address);
              }
            });
      }
    }
  }

  /** Everything works from now on. */
  void allIsMended() {
    world.network.losing(0).doubling(0).delaying(ofMillis(1), ofMillis(2));
    store.isStuck(false);
    scene.carriers.values().forEach(trunk -> trunk.becomes(CarrierLine.Health.WORKS));
    for (DeskPhone phone : staff.desks()) {
      world.network.reconnect(phone.address);
      phone.hangs(false);
      if (!phone.hasPower()) {
        phone.boots();
      }
    }
  }
}
