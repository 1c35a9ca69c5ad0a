package org.paraat.pbx.agents;

/** What we see an agent do, as the legs tell it; not what the agent has set. */
public enum Activity {
  IDLE,
  RINGING,
  TALKING,
  WRAPPING_UP
}
