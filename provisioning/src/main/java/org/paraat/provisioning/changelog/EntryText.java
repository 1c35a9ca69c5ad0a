package org.paraat.provisioning.changelog;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives the process as one line of text that a person can read: the kind and fields, with
 * tabs between them. The kinds and the order of fields may outlive the release that wrote them.
 */
public final class EntryText {
  private static final Logger LOG = LoggerFactory.getLogger(EntryText.class);
  private static final String AGENT = "agent";
  private static final String SWITCH = "switch";
  private static final String CONTACT = "contact";
  private static final String GONE = "gone";
  private static final String MOMENT = "moment";
  private static final char TAB = '\t';
  private static final String NOTHING = "-";
  private static final String SOMETHING = "+";

  private EntryText() {}

  /** Without the end of the line. */
  public static String write(Kept kept) {
    List<String> fields =
        switch (kept) {
          case Kept.Changed(Change.AgentChanged(Instant at, AgentStanding agent)) ->
              agent(at, agent);
          case Kept.Changed(Change.SwitchPositionChanged turn) ->
              List.of(
                  SWITCH,
                  turn.at().toString(),
                  turn.id().name(),
                  turn.position().name(),
                  turn.by());
          case Kept.Changed(Change.TaskOpened opened) -> TaskFields.of(opened);
          case Kept.Changed(Change.TaskClosed closed) -> TaskFields.of(closed);
          case Kept.Changed(Change.CallGoesOn(var call)) -> StandingCallFields.of(call);
          case Kept.CallStands(var call) -> StandingCallFields.of(call);
          case Kept.Moment(Instant at) -> List.of(MOMENT, at.toString());
          case Kept.Changed(Change.CallEnded(CallRecord call)) -> CallFields.of(call);
          case Kept.Changed(Change.LegMeasured measured) -> QualityFields.of(measured);
          case Kept.ContactKept(KeptContact contact) -> contact(contact);
          case Kept.ContactGone(KeptContact.Name name) ->
              List.of(GONE, name.addressOfRecord(), name.key());
          case Kept.SubscriptionKept(KeptSubscription subscription) ->
              SubscriptionFields.of(subscription);
          case Kept.SubscriptionGone(DialogId name) -> SubscriptionFields.of(name);
        };
    var line = new StringBuilder();
    for (String field : fields) {
      escape(field, line.isEmpty() ? line : line.append(TAB));
    }
    return line.toString();
  }

  private static List<String> agent(Instant at, AgentStanding agent) {
    var fields =
        new ArrayList<>(
            List.of(
                AGENT,
                at.toString(),
                agent.extension().digits(),
                written(agent.device().map(DeviceId::user)),
                agent.pause().name()));
    agent.queues().stream().map(QueueCode::digits).forEach(fields::add);
    return fields;
  }

  private static List<String> contact(KeptContact contact) {
    var fields =
        new ArrayList<>(
            List.of(
                CONTACT,
                contact.name().addressOfRecord(),
                contact.name().key(),
                contact.uri(),
                contact.host(),
                Integer.toString(contact.port()),
                contact.expires().toString(),
                contact.callId(),
                Long.toString(contact.sequence()),
                Integer.toString(contact.quality()),
                contact.userAgent()));
    fields.addAll(contact.path());
    return fields;
  }

  static String written(Optional<String> value) {
    return value.map(text -> SOMETHING + text).orElse(NOTHING);
  }

  /** Empty for what another release wrote, and this one does not know. */
  static Optional<Kept> read(String line) {
    try {
      return keptIn(line);
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.error("written by another release, or by hand: {}", line, e);
      return Optional.empty();
    }
  }

  private static Optional<Kept> keptIn(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split("\t", -1)) {
      fields.add(plain(field));
    }
    return switch (fields.getFirst()) {
      case AGENT -> changed(agentIn(fields));
      case SWITCH ->
          changed(
              new Change.SwitchPositionChanged(
                  Instant.parse(fields.get(1)),
                  new SwitchId(fields.get(2)),
                  new PositionId(fields.get(3)),
                  fields.get(4)));
      case TaskFields.KIND -> changed(TaskFields.in(fields));
      case StandingCallFields.KIND ->
          Optional.of(new Kept.CallStands(StandingCallFields.in(fields)));
      case MOMENT -> Optional.of(new Kept.Moment(Instant.parse(fields.get(1))));
      case CallFields.KIND -> changed(CallFields.in(fields));
      case CallFields.KIND_BEFORE_SEGMENTS -> changed(CallFields.withoutSegments(fields));
      case QualityFields.KIND -> changed(QualityFields.in(fields));
      case CONTACT -> Optional.of(new Kept.ContactKept(contactIn(fields)));
      case GONE ->
          Optional.of(new Kept.ContactGone(new KeptContact.Name(fields.get(1), fields.get(2))));
      case SubscriptionFields.KIND ->
          Optional.of(new Kept.SubscriptionKept(SubscriptionFields.in(fields)));
      case SubscriptionFields.GONE ->
          Optional.of(new Kept.SubscriptionGone(SubscriptionFields.nameIn(fields)));
      default -> Optional.empty();
    };
  }

  private static Optional<Kept> changed(Change change) {
    return Optional.of(new Kept.Changed(change));
  }

  private static KeptContact contactIn(List<String> fields) {
    return new KeptContact(
        new KeptContact.Name(fields.get(1), fields.get(2)),
        fields.get(3),
        fields.get(4),
        Integer.parseInt(fields.get(5)),
        Instant.parse(fields.get(6)),
        fields.get(7),
        Long.parseLong(fields.get(8)),
        Integer.parseInt(fields.get(9)),
        fields.get(10),
        List.copyOf(fields.subList(11, fields.size())));
  }

  private static Change agentIn(List<String> fields) {
    return new Change.AgentChanged(
        Instant.parse(fields.get(1)),
        new AgentStanding(
            new ExtensionNumber(fields.get(2)),
            read(fields, 3).map(DeviceId::new),
            fields.subList(5, fields.size()).stream().map(QueueCode::new).toList(),
            Pause.valueOf(fields.get(4))));
  }

  static Optional<String> read(List<String> fields, int index) {
    String field = fields.get(index);
    return field.startsWith(SOMETHING) ? Optional.of(field.substring(1)) : Optional.empty();
  }

  private static void escape(String field, StringBuilder line) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case TAB -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }

  private static String plain(String field) {
    var text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        i++;
        text.append(
            switch (field.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> field.charAt(i);
            });
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
