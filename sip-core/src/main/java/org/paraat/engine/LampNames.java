package org.paraat.engine;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.address.URI;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.sip.subscription.EventPackage;
import org.paraat.sip.subscription.Notifier;

/** What the URI that a phone subscribes to means, and by which name that is kept. */
final class LampNames {
  private static final String MESSAGES = "messages";

  private LampNames() {}

  /** What a SUBSCRIBE is for: some phones name it in the request URI, some in To alone. */
  static Notifier.Found find(
      EventPackage event,
      SIPRequest subscribe,
      DeviceId by,
      Directory directory,
      Function<DeviceId, Optional<ExtensionNumber>> personAt) {
    List<URI> named = List.of(subscribe.getRequestURI(), subscribe.getTo().getAddress().getURI());
    return switch (event) {
      case DIALOG -> lamp(named, by, directory);
      case MESSAGE_SUMMARY -> messages(named, by, directory, personAt);
    };
  }

  private static Notifier.Found lamp(List<URI> named, DeviceId by, Directory directory) {
    for (URI uri : named) {
      String name = DialledUser.of(uri);
      // a blank divides the two halves of what it is kept by
      Optional<Subject> subject =
          name.indexOf(' ') < 0 ? Subject.named(name, by, directory) : Optional.empty();
      if (subject.isPresent()) {
        return new Notifier.Thing(nameOf(subject.get()), entity(uri));
      }
    }
    return new Notifier.NotFound(404, CauseTable.phraseOf(404));
  }

  /** Whoever sits at the phone may ask by the phone's name or by their own, nobody for others. */
  private static Notifier.Found messages(
      List<URI> named,
      DeviceId by,
      Directory directory,
      Function<DeviceId, Optional<ExtensionNumber>> personAt) {
    for (URI uri : named) {
      String name = DialledUser.of(uri);
      boolean isOwn =
          name.equals(by.user())
              || personAt.apply(by).filter(p -> p.digits().equals(name)).isPresent();
      if (isOwn) {
        return new Notifier.Thing(nameOf(new Subject.Messages(by)), entity(uri));
      }
      if (isSomebodyElse(name, directory)) {
        return new Notifier.NotFound(403, CauseTable.phraseOf(403));
      }
    }
    return new Notifier.NotFound(404, CauseTable.phraseOf(404));
  }

  private static boolean isSomebodyElse(String name, Directory directory) {
    return !name.isBlank()
        && (directory.device(new DeviceId(name)).isPresent()
            || directory.extension(new ExtensionNumber(name)).isPresent());
  }

  /** As it was subscribed to, without parameters: phones compare it with what they asked for. */
  private static String entity(URI uri) {
    if (uri instanceof SipUri sip) {
      SipUri plain = (SipUri) sip.clone();
      plain.clearUriParms();
      plain.clearQheaders();
      return plain.toString();
    }
    return ((GenericURI) uri).toString();
  }

  /** The same for all who watch the same thing, and read again by the next life. */
  static String nameOf(Subject subject) {
    return switch (subject) {
      case Subject.OfPerson(var person) -> person.digits();
      case Subject.OfQueue(var queue) -> queue.digits();
      case Subject.OfSwitch(var id) -> id.name();
      case Subject.OfParkingPlace(var place) -> "*68" + place;
      case Subject.LogIn(var at) -> "*1 " + at.user();
      case Subject.Pause(var at) -> "*49 " + at.user();
      case Subject.Membership(var at, var queue) -> "*48*" + queue.digits() + " " + at.user();
      case Subject.Messages(var at) -> MESSAGES + " " + at.user();
    };
  }

  /** The other way round; empty when there is no such thing any more. */
  static Optional<Subject> subjectOf(String name, Directory directory) {
    int blank = name.indexOf(' ');
    if (blank <= 0 || blank == name.length() - 1) {
      // nobody is asked for whom it is: it is the same for all
      return Subject.named(name, new DeviceId("nobody"), directory);
    }
    var device = new DeviceId(name.substring(blank + 1));
    if (directory.device(device).isEmpty()) {
      return Optional.empty();
    }
    String what = name.substring(0, blank);
    return what.equals(MESSAGES)
        ? Optional.of(new Subject.Messages(device))
        : Subject.named(what, device, directory);
  }
}
