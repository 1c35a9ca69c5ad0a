package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of handing over: each REFER is answered once, reported once, and does what it says. */
final class Transfers {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);
  private static final Duration REPORTED_WITHIN = Duration.ofSeconds(62);
  private static final Duration REPORTED_OUTSIDE_WITHIN = Duration.ofSeconds(312);
  private static final Duration JOINED_WITHIN = Duration.ofMillis(1200);
  private static final Duration RELEASED_WITHIN = Duration.ofMillis(3200);

  /** A phone that holds and answers no question is given up by then. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(55);

  private static final Duration BYE_FOLLOWS_WITHIN = Duration.ofMillis(1100);

  private static final Duration KEPT = Duration.ofSeconds(20);

  private final World world;
  private final Scene scene;
  private final Witness witness;
  private final List<WireTransfer> all = new ArrayList<>();

  Transfers(World world, Scene scene, Witness witness) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
  }

  void platformDied() {
    all.clear();
  }

  private Optional<WireTransfer> of(WireCall call, long sequence) {
    return all.stream()
        .filter(transfer -> transfer.on == call && transfer.sequence == sequence)
        .findFirst();
  }

  /** When the person on this call began to be rid of it at the earliest. */
  Optional<Instant> handedOverAt(WireCall call) {
    return call.handsOverSince
        .filter(_ -> call.isHandedOver || call.openTransfers > 0)
        .or(() -> releasedAt(call));
  }

  /** The last thing that a phone is told before its BYE, which waits for the answer. */
  private Optional<Instant> releasedAt(WireCall call) {
    return call.outcomeToldAt.filter(at -> at.plus(BYE_FOLLOWS_WITHIN).isAfter(world.now()));
  }

  /** For whom this phone is rung, when it is one to whom somebody was just handed over. */
  Optional<WireCall> partyHandedTo(WireCall ring, boolean isForNobodyElse) {
    Instant recently = world.now().minus(REPORTED_WITHIN);
    return all.stream()
        .filter(transfer -> transfer.acceptedAt.filter(recently::isBefore).isPresent())
        .filter(transfer -> isTarget(transfer, ring))
        .filter(
            transfer ->
                isForNobodyElse || ring.shown.stream().anyMatch(transfer.on.shownHere::contains))
        .flatMap(transfer -> transfer.party.stream())
        .filter(party -> !party.isOver())
        .reduce((first, last) -> last);
  }

  private boolean isTarget(WireTransfer transfer, WireCall ring) {
    return isAt(transfer.target, ring);
  }

  private boolean isAt(String number, WireCall ring) {
    return ring.user.equals(number)
        || scene
            .beliefs
            .deviceOf(number)
            .filter(device -> scene.deviceAt(ring.station).filter(device::equals).isPresent())
            .isPresent();
  }

  // --- the wire ---

  void asked(WireCall call, Message refer) {
    if (of(call, refer.sequence()).isEmpty() && !call.isOver()) {
      all.add(new WireTransfer(call, refer, world.now()));
    }
  }

  void answered(WireCall call, Message response) {
    of(call, response.sequence()).ifPresent(transfer -> answered(transfer, response.status()));
  }

  private void answered(WireTransfer transfer, int status) {
    if (status < 300 && scene.deviceAt(transfer.on.station).isEmpty()) {
      scene.broken(Invariant.NOBODY_OUTSIDE_TRANSFERS, transfer.told() + " was obeyed");
    }
    if (transfer.status == 0) {
      transfer.status = status;
      if (status < 300) {
        isAccepted(transfer);
      }
    } else if (transfer.status != status) {
      scene.broken(
          Invariant.TRANSFER_IS_REPORTED,
          transfer.told() + " was answered " + transfer.status + " and " + status);
    }
  }

  private void isAccepted(WireTransfer transfer) {
    transfer.acceptedAt = Optional.of(world.now());
    transfer.on.openTransfers++;
    if (!transfer.wantsReports) {
      areTogether(transfer);
    }
    transfer.party.ifPresent(party -> party.handedOverAt = transfer.acceptedAt);
    Optional<WireCall> second = witness.call(transfer.replaces);
    transfer.on.handsOverSince = transfer.acceptedAt;
    second.ifPresent(
        call -> {
          call.openTransfers++;
          call.handsOverSince = transfer.acceptedAt;
        });
    for (WireCall ringing : witness.all()) {
      boolean isItsOwn = ringing.shown.stream().anyMatch(transfer.on.shownHere::contains);
      boolean isItsTarget =
          second
              .filter(call -> !ringing.sentAt.isBefore(call.offeredAt))
              .filter(call -> isAt(call.dialled, ringing))
              .isPresent();
      // who was consulted has sent the one who asks on, and that one the party in their place
      boolean isHandedOn = second.isPresent() && ringing.adoptedBy.equals(second);
      if (ringing.isPending() && (isItsOwn || isItsTarget || isHandedOn)) {
        ringing.adoptedBy = transfer.party;
      }
    }
  }

  void reported(WireCall call, Message notify) {
    if (!notify.header("Subscription-State").startsWith("terminated")) {
      return;
    }
    String id = Message.parameter(notify.header("Event"), "id");
    Optional<WireTransfer> meant =
        id.isEmpty()
            ? all.stream().filter(transfer -> transfer.on == call).findFirst()
            : of(call, Long.parseLong(id));
    meant.ifPresent(
        transfer -> {
          transfer.finalReports.add(notify.sequence());
          if (transfer.finalReports.size() > 1) {
            scene.broken(
                Invariant.TRANSFER_IS_REPORTED, transfer.told() + " was reported to end twice");
          }
          if (transfer.reportedAt.isEmpty()) {
            transfer.on.outcomeToldAt = Optional.of(world.now());
            transfer.reportedAt = Optional.of(world.now());
            transfer.isDone = notify.body().startsWith("SIP/2.0 2");
            transfer.hasFailed = !transfer.isDone;
            if (transfer.isDone) {
              areTogether(transfer);
            }
            close(transfer);
          }
        });
  }

  /** The two who are left belong to each other, also when one of them holds. */
  private void areTogether(WireTransfer transfer) {
    transfer.on.isHandedOver = true;
    witness.call(transfer.replaces).ifPresent(call -> call.isHandedOver = true);
    Optional<WireCall> other = witness.call(transfer.replaces).flatMap(call -> call.lastPartner);
    if (transfer.party.isPresent() && other.filter(it -> !it.isOver()).isPresent()) {
      transfer.party.get().servedBy(other.get());
      other.get().servedBy(transfer.party.get());
    }
  }

  private void close(WireTransfer transfer) {
    if (!transfer.isClosed) {
      transfer.isClosed = true;
      transfer.on.openTransfers--;
      witness.call(transfer.replaces).ifPresent(call -> call.openTransfers--);
    }
  }

  // --- what must become of it ---

  void look(Instant now) {
    for (WireTransfer transfer : all) {
      if (transfer.status == 0) {
        isAnswered(transfer, now);
      } else if (transfer.isOpen()) {
        isReported(transfer, now);
      } else if (transfer.isDone) {
        isJoined(transfer, now);
      } else if (transfer.hasFailed) {
        isReportedTruly(transfer);
      }
    }
    all.removeIf(transfer -> isPast(transfer, now));
  }

  private void isAnswered(WireTransfer transfer, Instant now) {
    if (transfer.askedAt.plus(ANSWERED_WITHIN).isBefore(now) && !transfer.on.isOver()) {
      transfer.status = 999;
      scene.broken(Invariant.TRANSFER_IS_REPORTED, transfer.told() + " got no answer");
    }
  }

  /** Who hung up on us before needs no report. */
  private void isReported(WireTransfer transfer, Instant now) {
    if (transfer.on.isOver()) {
      boolean isOwed =
          transfer.wantsReports
              && transfer.on.isByeOurs
              && transfer.acceptedAt.orElseThrow().plus(GIVEN_UP_AFTER).isAfter(now)
              && scene.talkOf(transfer.on).isPresent();
      close(transfer);
      if (isOwed && !transfer.on.wasUnknownThere && transfer.on.askedSince.isEmpty()) {
        scene.broken(Invariant.TRANSFER_IS_REPORTED, transfer.told() + " ended without a report");
      }
      return;
    }
    boolean isOutside = transfer.target.startsWith("0") || transfer.target.equals("112");
    Duration longest = isOutside ? REPORTED_OUTSIDE_WITHIN : REPORTED_WITHIN;
    boolean isLate = transfer.acceptedAt.orElseThrow().plus(longest).isBefore(now);
    if (isLate) {
      close(transfer);
      if (transfer.wantsReports) {
        scene.broken(Invariant.TRANSFER_IS_REPORTED, transfer.told() + " is never reported");
      }
    }
  }

  /** What is said to have failed has not happened. */
  private void isReportedTruly(WireTransfer transfer) {
    Optional<WireCall> other = witness.call(transfer.replaces).flatMap(call -> call.lastPartner);
    boolean isJoined =
        other.isPresent()
            && !transfer.replaces.isEmpty()
            && transfer.reportedAt.orElseThrow().plus(JOINED_WITHIN).isAfter(world.now())
            && transfer.party.filter(party -> party.hears.equals(other)).isPresent();
    if (isJoined) {
      transfer.hasFailed = false;
      scene.broken(
          Invariant.TRANSFER_IS_REPORTED, transfer.told() + " is said to have failed, and has not");
    }
  }

  private void isJoined(WireTransfer transfer, Instant now) {
    Instant due = transfer.reportedAt.orElseThrow();
    WireCall on = transfer.on;
    if (due.plus(RELEASED_WITHIN).isBefore(now) && !on.isOver() && !on.wasUnknownThere) {
      transfer.isDone = false;
      scene.broken(Invariant.TRANSFEROR_IS_RELEASED, transfer.told() + " and its line is kept");
      return;
    }
    Optional<WireCall> other = witness.call(transfer.replaces).flatMap(call -> call.lastPartner);
    if (transfer.replaces.isEmpty() || other.isEmpty() || transfer.party.isEmpty()) {
      return;
    }
    WireCall one = transfer.party.get();
    boolean isWith = one.hears.equals(other);
    boolean mayBeElsewhere =
        one.isOver()
            || other.get().isOver()
            || one.wasUnknownThere
            || !scene.isStillThere(one)
            || !scene.isStillThere(other.get())
            || one.descriptions.isOnHold()
            || one.hearsUnknown
            || other.get().descriptions.isOnHold();
    if (isWith || mayBeElsewhere) {
      transfer.isDone = !on.isOver();
    } else if (due.plus(JOINED_WITHIN).isBefore(now)) {
      transfer.isDone = false;
      scene.broken(
          Invariant.TRANSFER_JOINS_THE_TWO,
          transfer.told()
              + " left "
              + one.told()
              + " with "
              + one.hears.map(WireCall::told)
              + " and not "
              + other.get().told());
    }
  }

  private static boolean isPast(WireTransfer transfer, Instant now) {
    boolean isSettled = transfer.status >= 300 || transfer.isClosed;
    return isSettled && transfer.askedAt.plus(KEPT).isBefore(now) && !transfer.isDone;
  }
}
