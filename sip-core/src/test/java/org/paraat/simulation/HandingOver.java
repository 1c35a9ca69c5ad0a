package org.paraat.simulation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;

/** How the phone at one desk hands a call over, in the manner of its maker. */
final class HandingOver {
  private static final Duration WAITS_FOR_BYE = ofSeconds(6);
  private static final double POWER_FAILS = 0.04;

  private final World world;
  private final DeskPhone phone;
  private final Dealings dealings;

  HandingOver(World world, DeskPhone phone, Dealings dealings) {
    this.world = world;
    this.phone = phone;
    this.dealings = dealings;
  }

  /** To a number that was not asked before. */
  void blind(Talk talk, String target) {
    boolean wantsNoReports = world.happens(0.15);
    mayLosePower();
    new Referral(talk, Referral.to(target), wantsNoReports, outcome -> after(outcome, talk, talk))
        .asks();
    mayLosePower();
  }

  /** To who is on the second line. */
  void attended(Talk patient, Talk second) {
    Maker maker = phone.habits().maker();
    mayLosePower();
    if (maker.holdsConsultation() && !second.isHolding()) {
      second.holdKey.press(true, () -> refers(patient, second));
    } else {
      refers(patient, second);
    }
    mayLosePower();
  }

  private void refers(Talk patient, Talk second) {
    Maker maker = phone.habits().maker();
    boolean isTurned = maker.refersOnSecondLine() && second.state == Talk.State.TALKING;
    Talk on = isTurned ? second : patient;
    Talk other = isTurned ? patient : second;
    new Referral(
            on,
            Referral.to(other, maker.namesTargetByContact()),
            world.happens(0.1),
            outcome -> after(outcome, patient, second))
        .asks();
  }

  /** The handset goes down, and with it everything at once. */
  void onHook(Talk patient, Talk second) {
    refers(patient, second);
    patient.hangsUp();
    second.hangsUp();
  }

  /** While the second line still rings. */
  void early(Talk patient, Talk second) {
    if (patient.state != Talk.State.TALKING || second.state != Talk.State.RINGING_THERE) {
      return;
    }
    switch (phone.habits().maker().early()) {
      case REPLACES -> refers(patient, second);
      case CANCEL_FIRST -> {
        second.hangsUp();
        world.loop.schedule(
            world.between(ofMillis(1), ofMillis(300)), () -> plain(patient, second));
      }
      case PLAIN -> plain(patient, second);
    }
    mayLosePower();
  }

  private void plain(Talk patient, Talk second) {
    new Referral(
            patient,
            Referral.to(second.dialled()),
            false,
            outcome -> after(outcome, patient, second))
        .asks();
  }

  private void after(Referral.Outcome outcome, Talk patient, Talk second) {
    switch (outcome) {
      case DONE -> {
        Duration moment =
            phone.habits().maker().endsAfterReport()
                ? world.between(Duration.ZERO, ofMillis(200))
                : WAITS_FOR_BYE;
        phone.later(moment, () -> bothEnd(patient, second));
      }
      case UNTOLD -> phone.later(ofMillis(100), () -> bothEnd(patient, second));
      case REFUSED, FAILED -> {
        if (second != patient) {
          second.hangsUp();
        }
        dealings.failed(patient);
      }
      case OPEN -> {}
    }
  }

  private static void bothEnd(Talk patient, Talk second) {
    patient.hangsUp();
    second.hangsUp();
  }

  private void mayLosePower() {
    if (world.happens(POWER_FAILS)) {
      world.loop.schedule(
          world.between(Duration.ZERO, ofMillis(400)), () -> phone.failsFor(ofSeconds(20)));
    }
  }
}
