package org.paraat.admin.redirect;

import java.util.Map;
import org.paraat.admin.text.Texts;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Destination.Afterwards;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;

/** Says where a position leads, as a team leader would. */
final class DestinationText {
  private final Texts texts;
  private final Directory directory;
  private final Language language;

  DestinationText(Texts texts, Directory directory, Language language) {
    this.texts = texts;
    this.directory = directory;
    this.language = language;
  }

  String of(Destination destination) {
    return switch (destination) {
      case Destination.ToQueue(QueueCode code) ->
          say("queue", named(directory.queue(code).map(Queue::name).orElse(""), code.digits()));
      case Destination.ToExtension(ExtensionNumber number) ->
          say(
              "extension",
              named(
                  directory.extension(number).map(Extension::displayName).orElse(""),
                  number.digits()));
      case Destination.ToSwitch(SwitchId id) ->
          say("switch", named(directory.switchOf(id).map(Switch::name).orElse(""), id.name()));
      case Destination.ToNumber(PhoneNumber number) -> say("number", named("", asDialled(number)));
      case Destination.ToEmergencyServices services -> say("emergency", Map.of());
      case Destination.ToAnnouncement(var announcement, var afterwards) ->
          say(
              afterwards == Afterwards.GO_ON ? "announcement-goes-on" : "announcement-ends",
              named(announcement.name(), ""));
      case Destination.ToFeatureCode(String code) -> say("code", named("", code));
      case Destination.ToMobileConnect mobiles -> say("mobile-connect", Map.of());
      case Destination.ToSosLine sos -> say("sos", Map.of());
      case Destination.Refused refused -> say("refused", Map.of());
    };
  }

  private String say(String kind, Map<String, String> values) {
    return texts.say(language, "destination." + kind, values).strip();
  }

  private static Map<String, String> named(String name, String number) {
    return Map.of("name", name, "number", number);
  }

  /** National where the number is in our own country, as people here write it. */
  private String asDialled(PhoneNumber number) {
    String ownCountry = "+" + directory.organisation().countryCode();
    String international = number.international();
    return international.startsWith(ownCountry)
        ? "0" + international.substring(ownCountry.length())
        : international;
  }
}
