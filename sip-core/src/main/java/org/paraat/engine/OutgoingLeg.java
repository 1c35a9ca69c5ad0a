package org.paraat.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.media.PortsExhausted;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.InviteEnd;
import org.paraat.sip.dialog.InviteFailure;
import org.paraat.sip.dialog.InviteListener;
import org.paraat.sip.dialog.OutgoingInvite;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Reason;

/** A leg that we dialled: one dialog for each contact, of which the first that answers stays. */
final class OutgoingLeg extends Leg {
  private final Target target;
  private final List<Branch> ringing = new ArrayList<>();
  private Optional<Branch> answered = Optional.empty();
  private Optional<String> movedTo = Optional.empty();
  private Cause tellingCause;
  private int tellingStatus;
  private boolean wasTried;
  private boolean hasRung;
  private boolean wasHeard;

  OutgoingLeg(LegId id, LegSound sound, Legs legs, Target target) {
    super(id, sound, legs, phoneAt(target), trunkOf(target));
    this.target = target;
    this.tellingCause = CauseTable.causeOfSilence(target);
  }

  private static Optional<DeviceId> phoneAt(Target target) {
    return switch (target) {
      case Target.ToDevice(var device) -> Optional.of(device);
      case Target.ToTrunk _ -> Optional.empty();
    };
  }

  private static Optional<TrunkId> trunkOf(Target target) {
    return target instanceof Target.ToTrunk(var trunk, _, _)
        ? Optional.of(trunk)
        : Optional.empty();
  }

  /**
   * Sends the INVITEs.
   *
   * @param invites one for each contact, at least one, with the same offer
   */
  void dial(SipEndpoint sip, List<OutgoingInvite> invites) {
    for (OutgoingInvite invite : invites) {
      var branch = new Branch();
      ringing.add(branch);
      branch.dialog = sip.invite(invite, branch);
      speaksIn(branch.dialog);
    }
    if (invites.size() > 1) {
      List.copyOf(ringing).forEach(this::awaitFirstSign);
    }
  }

  /** A dead contact must not keep the word of a living one from being the last. */
  private void awaitFirstSign(Branch branch) {
    legs()
        .awaitFirstSign(
            () -> branch.isThere || !ringing.contains(branch),
            () -> {
              branch.dialog.hangUp(Optional.empty());
              branchFailed(branch, CauseTable.causeOfSilence(target), 0);
            });
  }

  @Override
  void ring() {
    // it is the peer that rings
  }

  @Override
  void startEarlyMedia() {
    // it is the peer that describes itself first
  }

  @Override
  void answer() {
    // it is the peer that answers
  }

  @Override
  boolean isAnswered() {
    return answered.isPresent();
  }

  @Override
  void end(Cause cause) {
    Optional<Reason> reason = CauseTable.reasonOf(cause);
    answered.ifPresent(branch -> branch.dialog.hangUp(reason));
    List.copyOf(ringing).forEach(branch -> branch.dialog.hangUp(reason));
    ringing.clear();
    legs().ended(this);
  }

  @Override
  void tellEnd(Cause cause) {
    if (answered.isPresent()) {
      legs().hungUp(id(), cause);
    } else {
      legs().failed(id(), cause, 0);
    }
  }

  private void branchFailed(Branch branch, Cause cause, int status) {
    if (!ringing.remove(branch)) {
      return;
    }
    if (CauseTable.tellsMore(cause, tellingCause) || tellingStatus == 0) {
      tellingCause = cause;
      tellingStatus = status;
    }
    // Most phones say 486 when somebody presses reject: no other contact of theirs is to ring on.
    boolean isRefusedByThePerson = cause == Cause.DECLINED || (cause == Cause.BUSY && branch.rang);
    if (isRefusedByThePerson) {
      ringing.forEach(other -> other.dialog.hangUp(CauseTable.reasonOf(cause)));
      ringing.clear();
    }
    if (ringing.isEmpty() && answered.isEmpty()) {
      legs().ended(this);
      if (movedTo.isPresent() && tellingCause == Cause.MOVED) {
        legs().forwarded(id(), movedTo.get());
      } else {
        legs().failed(id(), tellingCause, tellingStatus);
      }
    }
  }

  /** A phone of ours says where else to call; where a carrier points to is not followed. */
  private void branchRefused(Branch branch, InviteFailure.Refused refused) {
    Cause cause = CauseTable.causeOf(refused.status(), target);
    if (cause == Cause.MOVED && target instanceof Target.ToDevice && movedTo.isEmpty()) {
      movedTo = refused.contacts().stream().flatMap(DialledUser::in).findFirst();
    }
    branchFailed(branch, cause, refused.status());
  }

  private void branchAnswered(Branch branch, Optional<String> sdp) {
    if (!accept(branch, sdp)) {
      branch.dialog.hangUp(CauseTable.reasonOf(Cause.MEDIA_NOT_ACCEPTABLE));
      branchFailed(branch, Cause.MEDIA_NOT_ACCEPTABLE, 0);
      return;
    }
    ringing.remove(branch);
    answered = Optional.of(branch);
    ringing.forEach(other -> other.dialog.hangUp(CauseTable.reasonOf(Cause.COMPLETED_ELSEWHERE)));
    ringing.clear();
    legs().watch(branch.dialog, this, () -> breakDown(CauseTable.causeOfSilence(target)));
    legs().answered(id());
    noteHold();
  }

  private boolean accept(Branch branch, Optional<String> sdp) {
    if (sdp.isEmpty()) {
      return branch.described;
    }
    try {
      sound().session().accept(SessionDescription.parse(sdp.get()));
      branch.described = true;
      return true;
    } catch (NotNegotiable | PortsExhausted e) {
      return false;
    }
  }

  /** One contact's dialog. */
  private final class Branch implements InviteListener {
    private InviteDialog dialog;
    private boolean described;
    private boolean isThere;
    private boolean rang;

    @Override
    public void onTrying() {
      isThere = true;
      if (!wasTried) {
        wasTried = true;
        legs().trying(id());
      }
    }

    @Override
    public void onRinging() {
      rang = true;
      if (!hasRung) {
        hasRung = true;
        legs().ringing(id());
      }
    }

    @Override
    public void onEarlyMedia(String sdp) {
      if (accept(this, Optional.of(sdp)) && !wasHeard) {
        wasHeard = true;
        legs().earlyMediaStarted(id());
      }
    }

    @Override
    public void onAnswered(Optional<String> sdp) {
      branchAnswered(this, sdp);
    }

    @Override
    public void onFailed(InviteFailure failure) {
      switch (failure) {
        case InviteFailure.Refused refused -> branchRefused(this, refused);
        case InviteFailure.TimedOut _ ->
            branchFailed(this, hasRung ? Cause.NO_ANSWER : CauseTable.causeOfSilence(target), 0);
        case InviteFailure.Unreachable _ ->
            branchFailed(this, CauseTable.causeOfSilence(target), 0);
      }
    }

    @Override
    public void onReofferAnswered(Optional<String> sdp) {
      sdp.ifPresent(OutgoingLeg.this::acceptLate);
    }

    @Override
    public void onReoffer(Optional<String> sdp) {
      renegotiate(dialog, sdp);
    }

    @Override
    public void onAckSdp(String sdp) {
      acceptLate(sdp);
    }

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {
      legs().ended(OutgoingLeg.this);
      legs().hungUp(id(), CauseTable.causeOf(end, target));
    }

    @Override
    public void onRefer(IncomingRequest refer) {
      transferAsked(dialog, refer);
    }

    @Override
    public void onInfo(Body body) {
      sound().infoCame(body);
    }
  }
}
