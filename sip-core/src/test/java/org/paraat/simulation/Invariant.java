package org.paraat.simulation;

/** What must hold at every moment of every evening, in the words of the trade. */
enum Invariant {
  SOUND_STATE("the platform's own audit finds nothing, no turn and no command fails"),
  LOSERS_STOP_RINGING("whoever rings for a caller who is gone or served gets a CANCEL"),
  RING_TIME_ENDS("no phone rings longer than its ring time"),
  EACH_2XX_GETS_ITS_ACK("each 2xx to an INVITE of ours is acknowledged, also when it is repeated"),
  ONE_FINAL_RESPONSE("each INVITE gets exactly one final response"),
  NOBODY_TALKS_ALONE("when one party hangs up the other gets a BYE"),
  NO_AGENT_RINGS_TWICE("no agent is rung for two callers, or while in a call"),
  ONE_OFFER_AT_A_TIME("a queue that rings one agent after the other rings one"),
  WRAP_UP_IS_RESPECTED("after a call of a queue the agent is left alone for the wrap-up time"),
  DECLINED_IS_LEFT_ALONE("who declined is not rung again at once"),
  SILENT_PHONE_IS_LEFT_OUT("a phone that said nothing is not rung again before it shows life"),
  ABSENT_IS_NEVER_RUNG("who is paused, logged out or not signed on is not rung for a queue"),
  EMERGENCY_FIRST("no agent is rung for a routine caller while an emergency of theirs waits"),
  LONGEST_WAIT_FIRST("of a queue's callers who waited longest is the first to be helped"),
  NO_FREE_AGENT_BESIDE_CALLER("no free agent sits beside a waiting caller for over a second"),
  GOODBYE_BEFORE_BYE("no caller is hung up by us without a configured goodbye"),
  BRIDGED_TO_ONE_PARTY("an answered caller and exactly one party hear each other"),
  NOBODY_IS_SILENT("an answered caller hears something"),
  ONE_EAR("a phone has one conversation at a time: who is on its other lines hears music"),
  HELD_IS_NOT_FORGOTTEN("whoever is on hold is given back to somebody in time"),
  NOBODY_IS_LOST("each caller talks, is held by somebody, is rung for, or waits in a queue"),
  EMERGENCY_IS_RUNG_FOR("an emergency rings at a member at once, also at one who talks"),
  EMERGENCY_IS_NOT_FORGOTTEN("an emergency caller who gave up is to be called back"),
  TRANSFER_IS_REPORTED("each REFER gets one answer, and when it is accepted one final report"),
  TRANSFER_JOINS_THE_TWO("after a transfer the two who are left talk with each other"),
  TRANSFEROR_IS_RELEASED("who handed a caller over is no longer on the line"),
  NOBODY_OUTSIDE_TRANSFERS("a REFER from outside, or outside of a call, is never obeyed"),
  LAMPS_GO_ON("numbers and versions of a lamp rise, also over a restart, and no call goes back"),
  LAMPS_TELL_THE_TRUTH("a lamp shows within five seconds what is so"),
  AGENTS_ARE_SHOWN_AS_THEY_ARE("who is free, talks or pauses is shown so, in the right queues"),
  ONE_RECORD("every ended call has exactly one record"),
  RIGHT_RECORD("a record says when the call began, was answered, by whom, and when it ended"),
  RIGHT_SEGMENTS("a record's segments follow each other to its end and give each talk its time"),
  CONFIRMED_STATE_SURVIVES("what was confirmed to a person is so after a restart"),
  SWITCH_TAKES_EFFECT("a turned switch takes effect for the next call"),
  EMERGENCY_SERVICES_ANSWER("112 goes out when any trunk lives"),
  DEAD_TRUNK_IS_LEFT("what rings over a trunk that died is called over one that lives"),
  OTHER_TRUNK_IS_TRIED("an outside call goes out when any trunk lives"),
  UNKNOWN_CALL_ENDS("a call that its phone knows no more comes to its end"),
  ONE_SESSION_A_LEG("each leg has at most one media session, and no session is without a leg"),
  NOTHING_IS_LEFT("in quiet nothing is left: no leg, dialog, transaction, session, call"),
  SAME_ON_REPLAY("the journal of each life replays to the same commands");

  private final String words;

  Invariant(String words) {
    this.words = words;
  }

  String inWords() {
    return words;
  }
}
