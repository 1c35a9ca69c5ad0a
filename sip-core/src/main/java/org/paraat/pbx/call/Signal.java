package org.paraat.pbx.call;

import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.Urgency;

/** What happened elsewhere and concerns a call: carried to it at the end of the turn. */
public sealed interface Signal {

  /** It concerns who waits for somebody to answer. */
  sealed interface ToWhoWaits extends Signal {}

  /** It concerns who talks, or is on hold. */
  sealed interface ToWhoTalks extends Signal {}

  /** It is this call's turn, and this agent is to be offered it. */
  record AgentAssigned(ExtensionNumber agent) implements ToWhoWaits {}

  /** An agent who is being offered this call has paused, left or lost the phone. */
  record AgentGone(ExtensionNumber agent) implements ToWhoWaits {}

  /** An agent whose phone rings for this routine call is needed for an emergency. */
  record AgentNeededElsewhere(ExtensionNumber agent) implements ToWhoWaits {}

  /** No agent who could take the call can be reached. */
  record NobodyReachable() implements ToWhoWaits {}

  /** This emergency has waited for so long that the stand-by phones ring for it too. */
  record EmergencyWaits() implements ToWhoWaits {}

  /** A peer of a carrier has died or lives again: who is called outside may need another one. */
  record LinesChanged() implements ToWhoWaits {}

  /** An agent took this emergency with the leg of another conversation, which is in it now. */
  record TakenByKey(LegId leg) implements ToWhoWaits {}

  /** It is this call's turn to ring a stand-by phone. */
  record StandbyPhoneAssigned(PhoneNumber phone) implements ToWhoWaits {}

  /** The leg that was lent to an emergency is in this call again. */
  record LegCameHome(LegId leg) implements ToWhoTalks {}

  /** The leg that was lent to an emergency has ended there. */
  record LentLegGone(LegId leg) implements ToWhoTalks {}

  /**
   * The phone answered a second call that we rang it for: it can only talk in one, so who is with
   * it in this call is on hold from now on, whether the phone says so or not.
   *
   * @param urgency of the other call
   */
  record PhoneTookAnother(DeviceId phone, Urgency urgency) implements ToWhoTalks {}

  /** The other conversation of the phone is over, and it may go on with this one. */
  record PhoneIsFreeAgain(DeviceId phone) implements ToWhoTalks {}

  /** Who has this call on hold begins to speak with somebody else about it. */
  record ConsultationBegan() implements ToWhoTalks {}

  /** A consultation about this call has perhaps come to its end. */
  record ConsultationEnded() implements ToWhoTalks {}
}
