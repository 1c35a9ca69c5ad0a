package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.presence.Lamp;
import org.paraat.pbx.presence.Light;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.KeptDialog;
import org.paraat.sip.dialog.NotifierDialog;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.registrar.Binding;
import org.paraat.sip.subscription.Content;
import org.paraat.sip.subscription.DialogInfo;
import org.paraat.sip.subscription.DialogInfo.Conversation;
import org.paraat.sip.subscription.KeptSubscription;
import org.paraat.sip.subscription.MessageSummary;
import org.paraat.sip.subscription.Notifier;
import org.paraat.sip.subscription.Source;
import org.paraat.sip.subscription.Subscribed;
import org.paraat.sip.subscription.SubscriptionSettings;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lamps on phones: tells those who watch something how it stands, whenever that changes. */
final class LampDesk implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(LampDesk.class);

  private static final String NOWHERE = "anonymous.invalid";

  private final CoreLoop core;
  private final PhoneDesk phones;
  private final Legs legs;
  private final Storage storage;
  private final Notifier notifier;

  /** Of this life: what a lamp showed in an earlier one is never shown again. */
  private final String life;

  private final Map<String, Watched> byName = new HashMap<>();
  private final Map<Subject, Watched> bySubject = new HashMap<>();
  private Directory directory = Directory.EMPTY;
  private SipEndpoint sip;

  /** Something that somebody watches. */
  private static final class Watched {
    private final String name;
    private final Subject subject;
    private List<String> lights = List.of();
    private int timesLit;

    private Watched(String name, Subject subject) {
      this.name = name;
      this.subject = subject;
    }

    /** What comes after something else is told anew: it may have been shown before, as over. */
    private void shows(Optional<Lamp> lamp) {
      List<String> shown =
          lamp.map(each -> each.lights().stream().map(Light::id).toList()).orElse(List.of());
      if (!shown.isEmpty() && Collections.disjoint(shown, lights)) {
        timesLit++;
      }
      lights = shown;
    }
  }

  LampDesk(Loop loop, CoreLoop core, PhoneDesk phones, Legs legs, Storage storage) {
    this.core = core;
    this.phones = phones;
    this.legs = legs;
    this.storage = storage;
    notifier = new Notifier(loop, SubscriptionSettings.standard(), this);
    Instant now = loop.now();
    life = Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
  }

  /** What NOTIFYs are sent with; said once, before the first. */
  void notifyThrough(SipEndpoint endpoint) {
    sip = endpoint;
  }

  Notifier notifier() {
    return notifier;
  }

  // --- what happens ---

  /** A device that is proven wants to watch something. */
  void subscribe(DeviceId by, IncomingRequest request) {
    SIPRequest message = request.message();
    notifier.subscribe(
        by.user(),
        request,
        event -> LampNames.find(event, message, by, directory, core.pbx()::personAt));
  }

  /** Whose subscription a SUBSCRIBE within a dialog is of; empty when there is none such. */
  Optional<DeviceId> ownerOf(IncomingRequest within) {
    return notifier.ownerOf(within).map(DeviceId::new);
  }

  /** The owner of a subscription goes on with it, or ends it. */
  void refresh(IncomingRequest request) {
    notifier.refresh(request);
  }

  /** A turn is over: whoever watches what changed in it is told. */
  void turned() {
    for (Subject subject : core.pbx().takeChangedLamps()) {
      Watched watched = bySubject.get(subject);
      if (watched != null) {
        watched.shows(core.pbx().lamp(subject));
        notifier.changed(watched.name);
      }
    }
  }

  /** A device has registered, perhaps once more, or proved itself in whatever else it asks for. */
  void isThere(DeviceId device) {
    notifier.isThere(device.user());
  }

  void moved(DeviceId device, Flow from, Flow to) {
    notifier.moved(device.user(), from, to);
  }

  void configure(Directory changed) {
    List<DeviceId> gone =
        directory.devices().keySet().stream()
            .filter(device -> changed.device(device).isEmpty())
            .toList();
    directory = changed;
    gone.forEach(device -> notifier.expel(device.user()));
  }

  /** The directory is another one, and the PBX knows: names of what is watched may be gone. */
  void lookAgain() {
    notifier.allChanged();
  }

  /** Goes on with what phones watched when the last life ended. */
  void restore(List<KeptSubscription> kept) {
    List<KeptSubscription> ours = new ArrayList<>(kept.size());
    for (KeptSubscription each : kept) {
      if (directory.device(new DeviceId(each.what().owner())).isPresent()) {
        ours.add(each);
      }
    }
    notifier.restore(ours, this::dialogOf);
  }

  private Optional<NotifierDialog> dialogOf(KeptDialog kept) {
    try {
      return Optional.of(sip.restore(kept));
    } catch (IllegalArgumentException e) {
      LOG.warn("a phone has to subscribe anew: {}", e.getMessage());
      return Optional.empty();
    }
  }

  // --- what the notifier asks ---

  @Override
  public Optional<Content> contentOf(Subscribed what) {
    Optional<Subject> subject =
        Optional.ofNullable(byName.get(what.resource())).map(watched -> watched.subject);
    return subject
        .filter(known -> LampNames.subjectOf(what.resource(), directory).isPresent())
        .flatMap(core.pbx()::lamp)
        .map(lamp -> content(what, lamp));
  }

  private Content content(Subscribed what, Lamp lamp) {
    return switch (what.event()) {
      case MESSAGE_SUMMARY -> new MessageSummary(what.entity(), lamp.messages(), 0);
      case DIALOG -> {
        String prefix = life + '-' + byName.get(what.resource()).timesLit + '-';
        String host =
            SipUris.parse(what.entity())
                .map(SipUris::host)
                .filter(known -> !known.isEmpty())
                .orElse(NOWHERE);
        yield new DialogInfo(
            what.entity(),
            lamp.lights().stream().map(light -> conversation(prefix, host, light)).toList());
      }
    };
  }

  private Conversation conversation(String prefix, String host, Light light) {
    return new Conversation(
        prefix + light.id(),
        switch (light.glow()) {
          case TRYING -> DialogInfo.State.TRYING;
          case EARLY -> DialogInfo.State.EARLY;
          case CONFIRMED -> DialogInfo.State.CONFIRMED;
        },
        switch (light.side()) {
          case CALLS -> DialogInfo.Direction.INITIATOR;
          case IS_CALLED -> DialogInfo.Direction.RECIPIENT;
        },
        light.leg().flatMap(legs::shownAs),
        switch (light.sound()) {
          case HEARD -> DialogInfo.Rendering.HEARD;
          case ON_HOLD -> DialogInfo.Rendering.ON_HOLD;
        },
        remote(host, light));
  }

  private static Optional<DialogInfo.Identity> remote(String host, Light light) {
    if (light.number().isEmpty()) {
      return light.leg().isEmpty()
          ? Optional.empty()
          : Optional.of(new DialogInfo.Identity(SipUris.sip("anonymous", NOWHERE), ""));
    }
    String display = light.name().isEmpty() ? light.number() : light.name();
    return Optional.of(new DialogInfo.Identity(SipUris.sip(light.number(), host), display));
  }

  @Override
  public Optional<Flow> pathTo(String owner) {
    return phones.contactsOf(new DeviceId(owner)).stream()
        .map(Binding::flow)
        .filter(Flow::isOpen)
        .findFirst();
  }

  @Override
  public void watch(String resource) {
    LampNames.subjectOf(resource, directory)
        .ifPresent(
            subject -> {
              var watched = new Watched(resource, subject);
              byName.put(resource, watched);
              bySubject.put(subject, watched);
              core.pbx().watch(subject);
              watched.shows(core.pbx().lamp(subject));
            });
  }

  @Override
  public void unwatch(String resource) {
    Watched watched = byName.remove(resource);
    if (watched != null) {
      bySubject.remove(watched.subject);
      core.pbx().unwatch(watched.subject);
    }
  }

  @Override
  public void keep(KeptSubscription subscription) {
    storage.save(subscription);
  }

  @Override
  public void forget(DialogId name) {
    storage.forgetSubscription(name);
  }
}
