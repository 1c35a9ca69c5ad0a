package org.paraat.sip.subscription;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.message.Body;

/**
 * The conversations of somebody, as a lamp shows them (RFC 4235): always all of them.
 *
 * @param entity whose they are: the URI that was subscribed to
 */
public record DialogInfo(String entity, List<Conversation> conversations) implements Content {
  /** Phones show one lamp. */
  private static final int MOST = 4;

  /** Who consults is in two conversations: these are told whatever it takes. */
  private static final int ALWAYS = 2;

  /**
   * With its headers a NOTIFY is to fit into a datagram that no network cuts up (RFC 3261 18.1.1).
   */
  private static final int MOST_OCTETS = 1_000;

  private static final int OCTETS_AROUND = 160;

  private static final String NOBODY = "none";

  public DialogInfo {
    conversations = List.copyOf(conversations);
  }

  /** How far a conversation has come; it never goes back. */
  public enum State {
    TRYING("trying"),
    EARLY("early"),
    CONFIRMED("confirmed"),
    TERMINATED("terminated");

    private final String token;

    State(String token) {
      this.token = token;
    }
  }

  public enum Direction {
    INITIATOR("initiator"),
    RECIPIENT("recipient");

    private final String token;

    Direction(String token) {
      this.token = token;
    }
  }

  /** Whether the phone that is shown has put the other side on hold (RFC 4235 4.1.6). */
  public enum Rendering {
    HEARD,
    ON_HOLD
  }

  /**
   * One conversation.
   *
   * @param id equal for the same conversation, never that of another
   * @param dialog the name by which somebody else can take the call (RFC 3891), never that by which
   *     requests within the call are found
   * @param remote the other side
   */
  public record Conversation(
      String id,
      State state,
      Direction direction,
      Optional<DialogId> dialog,
      Rendering rendering,
      Optional<Identity> remote) {

    private Conversation in(State other) {
      return new Conversation(id, other, direction, dialog, rendering, remote);
    }
  }

  /**
   * Who somebody is.
   *
   * @param display empty when there is none
   */
  public record Identity(String uri, String display) {}

  @Override
  public Body written(long version, Optional<Content> before) {
    List<Conversation> earlier =
        before.isPresent() && before.get() instanceof DialogInfo told
            ? told.conversations()
            : List.of();
    var text = new Xml();
    text.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n")
        .raw("<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\"")
        .attribute("version", Long.toString(version))
        .attribute("state", "full")
        .attribute("entity", entity)
        .raw(">\r\n");
    List<String> shown = shownAfter(earlier);
    shown.forEach(text::raw);
    if (shown.isEmpty()) {
      // some phones keep the lamp as it was when no dialog at all is mentioned
      text.raw("<dialog").attribute("id", NOBODY).raw("><state>terminated</state></dialog>\r\n");
    }
    text.raw("</dialog-info>\r\n");
    return new Body(EventPackage.DIALOG.contentType(), text.toString());
  }

  /** What is over first and what rings last: simple phones show the last that they read. */
  private List<String> shownAfter(List<Conversation> earlier) {
    List<Conversation> living =
        conversations.stream()
            .map(now -> now.in(furthest(now, earlier)))
            .sorted(Comparator.comparing(Conversation::state))
            .toList();
    int octets = OCTETS_AROUND + entity.length();
    var shown = new ArrayDeque<String>(MOST);
    for (Conversation each : living) {
      String written = written(each);
      octets += written.length();
      if (shown.size() >= ALWAYS && (octets > MOST_OCTETS || shown.size() >= MOST)) {
        return List.copyOf(shown);
      }
      shown.addFirst(written);
    }
    // full state says by itself what is over: this is for phones that wait for the word
    for (Conversation told : earlier) {
      if (conversations.stream().noneMatch(now -> now.id().equals(told.id()))) {
        String written = written(told.in(State.TERMINATED));
        octets += written.length();
        if (octets > MOST_OCTETS || shown.size() >= MOST) {
          break;
        }
        shown.addFirst(written);
      }
    }
    return List.copyOf(shown);
  }

  private static State furthest(Conversation now, List<Conversation> earlier) {
    return earlier.stream()
        .filter(told -> told.id().equals(now.id()))
        .map(Conversation::state)
        .filter(told -> told.compareTo(now.state()) > 0)
        .findFirst()
        .orElse(now.state());
  }

  private String written(Conversation each) {
    var text = new Xml();
    text.raw("<dialog").attribute("id", each.id());
    each.dialog()
        .filter(_ -> each.state() != State.TERMINATED)
        .ifPresent(
            known -> {
              // seen from the phone that is shown: our tag is the remote one
              text.attribute("call-id", known.callId()).attribute("local-tag", known.remoteTag());
              if (!known.localTag().isEmpty()) {
                text.attribute("remote-tag", known.localTag());
              }
            });
    text.attribute("direction", each.direction().token)
        .raw("><state>")
        .raw(each.state().token)
        .raw("</state>\r\n");
    if (each.state() != State.TERMINATED) {
      side("local", new Identity(entity, ""), each.rendering(), text);
      each.remote().ifPresent(other -> side("remote", other, Rendering.HEARD, text));
    }
    return text.raw("</dialog>\r\n").toString();
  }

  private static void side(String name, Identity who, Rendering rendering, Xml text) {
    text.raw("<").raw(name).raw("><identity");
    if (!who.display().isEmpty()) {
      text.attribute("display", who.display());
    }
    text.raw(">").text(who.uri()).raw("</identity><target").attribute("uri", who.uri());
    switch (rendering) {
      case HEARD -> text.raw("/>");
      case ON_HOLD -> text.raw("><param pname=\"+sip.rendering\" pval=\"no\"/></target>");
    }
    text.raw("</").raw(name).raw(">\r\n");
  }
}
