package org.paraat.pbx.call;

import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** What happened elsewhere and concerns a call: carried to it at the end of the turn. */
public sealed interface Signal {

  /** It is this call's turn, and this agent is to be offered it. */
  record AgentAssigned(ExtensionNumber agent) implements Signal {}

  /** An agent who is being offered this call has paused, left or lost the phone. */
  record AgentGone(ExtensionNumber agent) implements Signal {}

  /** An agent who rings for this routine call is needed for an emergency. */
  record AgentNeededElsewhere(ExtensionNumber agent) implements Signal {}

  /** No agent who could take the call can be reached. */
  record NobodyReachable() implements Signal {}

  /** It is this call's turn to ring a stand-by phone. */
  record StandbyPhoneAssigned(PhoneNumber phone) implements Signal {}
}
