package org.paraat.pbx.vocabulary;

/** Where a call can go: the product's list of places. */
public sealed interface Destination {

  /** The person of an extension, at whatever phone they are logged in. */
  record ToExtension(ExtensionNumber extension) implements Destination {}

  record ToQueue(QueueCode queue) implements Destination {}

  /** Wherever the switch stands now. */
  record ToSwitch(SwitchId id) implements Destination {}

  /** A public number over the first trunk that is up. */
  record ToNumber(PhoneNumber number) implements Destination {}

  /**
   * The emergency services over any trunk (V36).
   *
   * @param dialled the short number, sent to the carrier as it is: {@code 112}
   */
  record ToEmergencyServices(String dialled) implements Destination {}

  record ToAnnouncement(PromptId announcement, Afterwards afterwards) implements Destination {}

  /** A code such as {@code *48*999}; also one that does not exist, which is then said in words. */
  record ToFeatureCode(String code) implements Destination {}

  /** All Mobile connect phones at once. */
  record ToMobileConnect() implements Destination {}

  /** The SOS phones, in order of arrival. */
  record ToSosLine() implements Destination {}

  record Refused(Cause cause) implements Destination {}

  /** What happens when an announcement has been spoken. */
  enum Afterwards {
    /** The call goes on to the next step of the number that was dialled. */
    GO_ON,
    END_CALL
  }
}
