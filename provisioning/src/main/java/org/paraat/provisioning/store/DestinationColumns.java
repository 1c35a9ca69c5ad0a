package org.paraat.provisioning.store;

import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Destination.Afterwards;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.provisioning.database.Row;

/**
 * A destination as it is kept in two columns.
 *
 * @param argument empty where the kind says it all
 */
record DestinationColumns(Kind kind, String argument) {

  /** The names are in the database: a new one may be added, none may be changed. */
  enum Kind {
    EXTENSION,
    QUEUE,
    SWITCH,
    NUMBER,
    EMERGENCY_SERVICES,
    ANNOUNCEMENT,
    LAST_ANNOUNCEMENT,
    FEATURE_CODE,
    MOBILE_CONNECT,
    SOS_LINE,
    REFUSED
  }

  static DestinationColumns of(Destination destination) {
    return switch (destination) {
      case Destination.ToExtension(ExtensionNumber extension) ->
          new DestinationColumns(Kind.EXTENSION, extension.digits());
      case Destination.ToQueue(QueueCode queue) ->
          new DestinationColumns(Kind.QUEUE, queue.digits());
      case Destination.ToSwitch(SwitchId id) -> new DestinationColumns(Kind.SWITCH, id.name());
      case Destination.ToNumber(PhoneNumber number) ->
          new DestinationColumns(Kind.NUMBER, number.international());
      case Destination.ToEmergencyServices(String dialled) ->
          new DestinationColumns(Kind.EMERGENCY_SERVICES, dialled);
      case Destination.ToAnnouncement(PromptId announcement, Afterwards afterwards) ->
          new DestinationColumns(
              switch (afterwards) {
                case GO_ON -> Kind.ANNOUNCEMENT;
                case END_CALL -> Kind.LAST_ANNOUNCEMENT;
              },
              announcement.name());
      case Destination.ToFeatureCode(String code) ->
          new DestinationColumns(Kind.FEATURE_CODE, code);
      case Destination.ToMobileConnect() -> new DestinationColumns(Kind.MOBILE_CONNECT, "");
      case Destination.ToSosLine() -> new DestinationColumns(Kind.SOS_LINE, "");
      case Destination.Refused(Cause cause) -> new DestinationColumns(Kind.REFUSED, cause.name());
    };
  }

  static Destination in(Row row) {
    return new DestinationColumns(
            row.word("destination_kind", Kind.class), row.text("destination_argument"))
        .destination();
  }

  Destination destination() {
    return switch (kind) {
      case EXTENSION -> new Destination.ToExtension(new ExtensionNumber(argument));
      case QUEUE -> new Destination.ToQueue(new QueueCode(argument));
      case SWITCH -> new Destination.ToSwitch(new SwitchId(argument));
      case NUMBER -> new Destination.ToNumber(new PhoneNumber(argument));
      case EMERGENCY_SERVICES -> new Destination.ToEmergencyServices(argument);
      case ANNOUNCEMENT -> new Destination.ToAnnouncement(new PromptId(argument), Afterwards.GO_ON);
      case LAST_ANNOUNCEMENT ->
          new Destination.ToAnnouncement(new PromptId(argument), Afterwards.END_CALL);
      case FEATURE_CODE -> new Destination.ToFeatureCode(argument);
      case MOBILE_CONNECT -> new Destination.ToMobileConnect();
      case SOS_LINE -> new Destination.ToSosLine();
      case REFUSED -> new Destination.Refused(Cause.valueOf(argument));
    };
  }
}
