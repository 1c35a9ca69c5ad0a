package org.paraat.sip.subscription;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.KeptDialog;
import org.paraat.sip.dialog.NotifierDialog;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/**
 * Tells subscribers how things stand (RFC 6665). Whoever calls it has checked who the sender of a
 * SUBSCRIBE is. Used on the loop only.
 */
public final class Notifier {
  /** What subscribers of an earlier life are told is spread over this time at most. */
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(3);

  private static final Duration BETWEEN_RESTORED = Duration.ofMillis(5);

  private final Loop loop;
  private final SubscriptionSettings settings;
  private final Source source;
  private final Told told = new Told();
  private final Map<DialogId, Subscription> all = new LinkedHashMap<>();
  private final Map<String, List<Subscription>> byResource = new LinkedHashMap<>();
  private final Map<String, List<Subscription>> byOwner = new LinkedHashMap<>();
  private volatile Map<EventPackage, Integer> counts = Map.of();

  public Notifier(Loop loop, SubscriptionSettings settings, Source source) {
    this.loop = loop;
    this.settings = settings;
    this.source = source;
  }

  // --- what subscribers say ---

  /** What may come of looking for the thing that somebody wants to subscribe to. */
  public sealed interface Found {}

  /**
   * @param resource its name, equal for all who subscribe to it
   * @param entity the URI that the subscriber used for it
   */
  public record Thing(String resource, String entity) implements Found {}

  /** There is none, or it is none of the subscriber's business. */
  public record NotFound(int status, String phrase) implements Found {}

  /** Whether a SUBSCRIBE within a dialog is of one of ours, and whose that is. */
  public Optional<String> ownerOf(IncomingRequest within) {
    return Optional.ofNullable(all.get(idOf(within))).map(known -> known.what().owner());
  }

  /** Takes a SUBSCRIBE outside any dialog, and answers it. */
  public void subscribe(
      String owner, IncomingRequest request, Function<EventPackage, Found> thingFor) {
    switch (Wish.read(request.message(), settings)) {
      case Wish.Refused refused -> refuse(request, refused);
      case Wish.Understood(Wish wish) -> {
        switch (thingFor.apply(wish.event())) {
          case NotFound missing -> request.respond(missing.status(), missing.phrase());
          case Thing thing -> open(owner, request, wish, thing);
        }
      }
    }
  }

  /** Takes a SUBSCRIBE within a dialog, and answers it: 481 at once when there is none such. */
  public void refresh(IncomingRequest request) {
    Subscription known = all.get(idOf(request));
    if (known == null || known.isEnding()) {
      request.respond(481, "Subscription Does Not Exist");
      return;
    }
    switch (Wish.read(request.message(), settings)) {
      case Wish.Refused refused -> refuse(request, refused);
      case Wish.Understood(Wish wish) -> {
        boolean isTheSame =
            wish.event() == known.what().event() && wish.eventId().equals(known.what().eventId());
        if (!isTheSame) {
          request.respond(481, "Subscription Does Not Exist");
        } else if (!known.dialog().isRefreshedBy(request)) {
          request.respond(500, "CSeq Out Of Order");
        } else {
          accept(request, wish);
          goOn(known, wish);
        }
      }
    }
  }

  private static void refuse(IncomingRequest request, Wish.Refused refused) {
    request.respond(refused.status(), refused.phrase(), refused.headers(), Optional.empty());
  }

  private static void accept(IncomingRequest request, Wish wish) {
    request.accept(
        List.of(
            new HeaderLine("Expires", Long.toString(wish.lasts().toSeconds())),
            new HeaderLine("Allow-Events", EventPackage.all())));
  }

  private void open(String owner, IncomingRequest request, Wish wish, Thing thing) {
    var what =
        new Subscribed(owner, wish.event(), thing.resource(), thing.entity(), wish.eventId());
    if (!haveRoomFor(what)) {
      boolean isFull = all.size() >= settings.mostInAll();
      request.respond(isFull ? 503 : 403, isFull ? "Overloaded" : "Too Many Subscriptions");
      return;
    }
    NotifierDialog dialog = request.openDialog();
    accept(request, wish);
    Subscription subscription = begin(what, dialog, loop.now());
    goOn(subscription, wish);
  }

  private void goOn(Subscription subscription, Wish wish) {
    if (wish.lasts().isZero()) {
      subscription.ends("timeout");
    } else {
      subscription.lastsUntil(loop.now().plus(wish.lasts()));
      source.keep(subscription.kept());
      subscription.tellsAll();
    }
  }

  /** A phone that began anew left its old ones behind: these must not keep the new ones out. */
  private boolean haveRoomFor(Subscribed what) {
    List<Subscription> ofOwner = byOwner.getOrDefault(what.owner(), List.of());
    if (ofOwner.size() >= settings.mostOfOne()) {
      ofOwner.stream()
          .filter(each -> each.what().resource().equals(what.resource()))
          .filter(each -> each.what().event() == what.event())
          .findFirst()
          .ifPresent(Subscription::isNoMore);
    }
    return byOwner.getOrDefault(what.owner(), List.of()).size() < settings.mostOfOne()
        && all.size() < settings.mostInAll();
  }

  // --- what is to be told ---

  /** Something may stand otherwise now: whoever subscribed is told if it does. */
  public void changed(String resource) {
    List<Subscription> watching = byResource.get(resource);
    if (watching != null) {
      List.copyOf(watching).forEach(Subscription::mayHaveChanged);
    }
  }

  /** Everything may stand otherwise now. */
  public void allChanged() {
    List.copyOf(all.values()).forEach(Subscription::mayHaveChanged);
  }

  /** A subscriber is none any more: its device was taken away. */
  public void expel(String owner) {
    List.copyOf(byOwner.getOrDefault(owner, List.of())).forEach(each -> each.ends("rejected"));
  }

  /** A subscriber has registered, perhaps once more. */
  public void isThere(String owner) {
    List<Subscription> its = byOwner.get(owner);
    if (its != null) {
      List.copyOf(its).forEach(Subscription::subscriberIsThere);
    }
  }

  /** A subscriber registered by one path, and by another now. */
  public void moved(String owner, Flow from, Flow to) {
    for (Subscription each : List.copyOf(byOwner.getOrDefault(owner, List.of()))) {
      Flow before = each.dialog().flow();
      each.dialog().moved(from, to);
      if (!each.dialog().flow().equals(before) && !each.isEnding()) {
        source.keep(each.kept());
        each.subscriberIsThere();
      }
    }
  }

  // --- from life to life ---

  /**
   * Goes on with the subscriptions of an earlier life: each subscriber is told how things stand
   * now, one after the other within a few seconds.
   *
   * @return how many there are
   */
  public int restore(
      List<KeptSubscription> kept, Function<KeptDialog, Optional<NotifierDialog>> dialogOf) {
    List<Subscription> restored = new ArrayList<>(kept.size());
    for (KeptSubscription each : kept) {
      boolean isAlive = each.expires().isAfter(loop.now()) && !all.containsKey(each.name());
      if (isAlive && haveRoomFor(each.what())) {
        dialogOf
            .apply(each.dialog())
            .ifPresent(
                dialog -> {
                  Subscription subscription = begin(each.what(), dialog, each.since());
                  subscription.lastsUntil(each.expires());
                  restored.add(subscription);
                });
      }
    }
    Duration between =
        restored.isEmpty() ? Duration.ZERO : LONGEST_SPREAD.dividedBy(restored.size());
    Duration step = between.compareTo(BETWEEN_RESTORED) < 0 ? between : BETWEEN_RESTORED;
    for (int i = 0; i < restored.size(); i++) {
      restored.get(i).tellsAllIn(step.multipliedBy(i));
    }
    return restored.size();
  }

  private Subscription begin(Subscribed what, NotifierDialog dialog, Instant since) {
    Subscription subscription =
        new Subscription(
            loop, source, told, settings.pace(), what, dialog, since, () -> over(dialog.id()));
    all.put(dialog.id(), subscription);
    byOwner.computeIfAbsent(what.owner(), _ -> new ArrayList<>()).add(subscription);
    List<Subscription> watching = byResource.get(what.resource());
    if (watching == null) {
      watching = new ArrayList<>();
      byResource.put(what.resource(), watching);
      source.watch(what.resource());
    }
    watching.add(subscription);
    count(what.event(), 1);
    return subscription;
  }

  private void over(DialogId name) {
    Subscription gone = all.remove(name);
    Subscribed what = gone.what();
    if (removed(gone, byOwner, what.owner()) | removed(gone, byResource, what.resource())) {
      if (!byResource.containsKey(what.resource())) {
        source.unwatch(what.resource());
      }
    }
    count(what.event(), -1);
    source.forget(name);
  }

  /** Whether it was the last one there. */
  private static boolean removed(
      Subscription gone, Map<String, List<Subscription>> from, String key) {
    List<Subscription> there = from.get(key);
    there.remove(gone);
    if (there.isEmpty()) {
      from.remove(key);
    }
    return there.isEmpty();
  }

  private static DialogId idOf(IncomingRequest request) {
    SIPRequest message = request.message();
    return new DialogId(
        message.getCallId().getCallId(),
        Optional.ofNullable(message.getToTag()).orElse(""),
        Optional.ofNullable(message.getFromTag()).orElse(""));
  }

  // --- figures ---

  private void count(EventPackage event, int more) {
    Map<EventPackage, Integer> changed = new EnumMap<>(EventPackage.class);
    changed.putAll(counts);
    changed.merge(event, more, Integer::sum);
    counts = changed;
  }

  /** How many subscriptions there are; from any thread. */
  public int count(EventPackage event) {
    return counts.getOrDefault(event, 0);
  }

  public Told told() {
    return told;
  }
}
