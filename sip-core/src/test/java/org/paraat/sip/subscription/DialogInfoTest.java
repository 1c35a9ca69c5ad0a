package org.paraat.sip.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.subscription.DialogInfo.Conversation;
import org.paraat.sip.subscription.DialogInfo.Direction;
import org.paraat.sip.subscription.DialogInfo.Identity;
import org.paraat.sip.subscription.DialogInfo.Rendering;
import org.paraat.sip.subscription.DialogInfo.State;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DialogInfoTest {
  private static final String ENTITY = "sip:1202@post.example";

  private static Conversation conversation(String id, State state) {
    return new Conversation(
        id,
        state,
        Direction.RECIPIENT,
        Optional.of(new DialogId("c\"1", "ours", "theirs")),
        Rendering.HEARD,
        Optional.of(new Identity("sip:0612345678@post.example", "0612345678")));
  }

  private static DialogInfo of(Conversation... conversations) {
    return new DialogInfo(ENTITY, List.of(conversations));
  }

  private static Document read(DialogInfo info, long version, DialogInfo before) throws Exception {
    String text = info.written(version, Optional.ofNullable(before)).content();
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> states(Document document) {
    var states = new ArrayList<String>();
    var dialogs = document.getElementsByTagNameNS("urn:ietf:params:xml:ns:dialog-info", "dialog");
    for (int i = 0; i < dialogs.getLength(); i++) {
      Element dialog = (Element) dialogs.item(i);
      states.add(
          dialog.getAttribute("id")
              + " "
              + dialog.getElementsByTagName("state").item(0).getTextContent());
    }
    return states;
  }

  @Test
  void whoIsNotInACallIsSaidToBeInNone() throws Exception {
    Document document = read(of(), 7, null);
    Element root = document.getDocumentElement();
    assertEquals("7", root.getAttribute("version"));
    assertEquals("full", root.getAttribute("state"));
    assertEquals(ENTITY, root.getAttribute("entity"));
    assertEquals(List.of("none terminated"), states(document));
  }

  @Test
  void theDialogIsSeenFromThePhoneThatIsShown() throws Exception {
    Document document = read(of(conversation("a", State.EARLY)), 0, null);
    Element dialog = (Element) document.getElementsByTagName("dialog").item(0);
    assertEquals("c\"1", dialog.getAttribute("call-id"));
    assertEquals("theirs", dialog.getAttribute("local-tag"));
    assertEquals("ours", dialog.getAttribute("remote-tag"));
    assertEquals("recipient", dialog.getAttribute("direction"));
    Element remote = (Element) dialog.getElementsByTagName("remote").item(0);
    Element identity = (Element) remote.getElementsByTagName("identity").item(0);
    assertEquals("0612345678", identity.getAttribute("display"));
    assertEquals("sip:0612345678@post.example", identity.getTextContent());
  }

  @Test
  void whatIsOverIsSaidToBeOverBeforeWhatGoesOn() throws Exception {
    DialogInfo before = of(conversation("a", State.CONFIRMED), conversation("b", State.EARLY));
    DialogInfo now = of(conversation("b", State.CONFIRMED), conversation("c", State.EARLY));
    assertEquals(List.of("a terminated", "b confirmed", "c early"), states(read(now, 2, before)));
    assertEquals(List.of("b confirmed", "c early"), states(read(now, 3, now)));
  }

  @Test
  void aConversationNeverGoesBack() throws Exception {
    DialogInfo before = of(conversation("a", State.CONFIRMED));
    assertEquals(
        List.of("a confirmed"), states(read(of(conversation("a", State.EARLY)), 2, before)));
  }

  @Test
  void aNameCannotBecomeMarkup() throws Exception {
    var remote = new Identity("sip:x@y?a&b", "\"<script>\u0001'\uD83D & co");
    var hostile =
        new Conversation(
            "<a>",
            State.EARLY,
            Direction.INITIATOR,
            Optional.empty(),
            Rendering.ON_HOLD,
            Optional.of(remote));
    Document document = read(of(hostile), 0, null);
    Element identity = (Element) document.getElementsByTagName("identity").item(1);
    assertEquals("\"<script>' & co", identity.getAttribute("display"));
    Element parameter = (Element) document.getElementsByTagName("param").item(0);
    assertEquals("+sip.rendering", parameter.getAttribute("pname"));
  }

  @Test
  void aLampTellsOfAFewConversationsOnly() throws Exception {
    var many = new Conversation[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = conversation("id" + i, State.CONFIRMED);
    }
    assertEquals(2, states(read(of(many), 0, null)).size());
  }

  @Test
  void aLampThatTellsOfMuchFitsIntoADatagramAndTellsOfWhatGoesOnFirst() throws Exception {
    var over = new Conversation[8];
    for (int i = 0; i < over.length; i++) {
      over[i] = conversation("mhx2k9ab-1-OUT-100" + i, State.CONFIRMED);
    }
    DialogInfo one = of(conversation("mhx2k9ab-2-OUT-2001", State.EARLY));
    DialogInfo two =
        of(
            conversation("mhx2k9ab-2-OUT-2001", State.EARLY),
            conversation("mhx2k9ab-2-OUT-2002", State.CONFIRMED));
    for (DialogInfo now : List.of(of(), one, two)) {
      String text = now.written(99, Optional.of(of(over))).content();
      assertTrue(text.length() <= 1_000, text.length() + " octets: " + text);
    }
    List<String> states = states(read(one, 99, of(over)));
    assertEquals("mhx2k9ab-2-OUT-2001 early", states.getLast());
    assertEquals(
        List.of("mhx2k9ab-2-OUT-2002 confirmed", "mhx2k9ab-2-OUT-2001 early"),
        states(read(two, 99, of(over))));
  }

  @Test
  void messagesThatWaitAreCounted() {
    String some = new MessageSummary("sip:1202@h", 2, 1).written(0, Optional.empty()).content();
    assertTrue(some.startsWith("Messages-Waiting: yes\r\n"));
    assertTrue(some.contains("\r\nVoice-Message: 2/1 (0/0)\r\n"));
    String none = new MessageSummary("sip:1202@h", 0, 1).written(0, Optional.empty()).content();
    assertTrue(none.startsWith("Messages-Waiting: no\r\n"));
    assertFalse(none.contains("yes"));
  }
}
