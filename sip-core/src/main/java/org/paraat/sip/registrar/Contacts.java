package org.paraat.sip.registrar;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.message.Headers;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/** Every contact that a phone has registered, for as long as that was granted. */
final class Contacts {
  /** T4 of RFC 3261: what comes later was not overtaken on the way, its sender began anew. */
  private static final Duration LONGEST_ON_THE_WAY = Duration.ofSeconds(5);

  private final Loop loop;
  private final RegistrarSettings settings;
  private final RegistrarListener listener;
  private final Map<String, Map<String, Registered>> addresses = new LinkedHashMap<>();
  private final LostFlows lostFlows = new LostFlows();
  private final ContactKeeping keeping;

  /**
   * @param at when it was last heard of in this life
   * @param keptUntil when it expires in the eyes of a next life; {@code at} if that knows nothing
   */
  private record Registered(
      Binding binding, String phone, Instant at, Loop.Timer expiry, Instant keptUntil) {}

  Contacts(Loop loop, RegistrarSettings settings, RegistrarListener listener) {
    this.loop = loop;
    this.settings = settings;
    this.listener = listener;
    keeping = new ContactKeeping(loop, listener);
  }

  /** Where an address of record can be reached, the preferred and then the newest first. */
  List<Binding> bindings(String addressOfRecord) {
    // Of several ways to one phone (RFC 5626) the newest alone: it must not ring twice.
    Map<String, Binding> phones = new LinkedHashMap<>();
    addresses
        .getOrDefault(addressOfRecord, Map.of())
        .values()
        .forEach(registered -> phones.put(registered.phone(), registered.binding()));
    return phones.values().stream()
        .sorted(
            Comparator.comparingInt(Binding::quality).thenComparing(Binding::expires).reversed())
        .toList();
  }

  /** Every address of record that can be reached now. */
  List<String> reachable() {
    return List.copyOf(addresses.keySet());
  }

  int count() {
    return addresses.size();
  }

  /** A connection ended: whoever registered over it is not there any more. */
  void onFlowClosed(Flow flow) {
    if (!flow.isReliable()) {
      return;
    }
    List<Runnable> removals = new ArrayList<>();
    addresses.forEach(
        (address, bindings) ->
            bindings.forEach(
                (key, registered) -> {
                  Binding binding = registered.binding();
                  if (binding.flow().equals(flow)) {
                    removals.add(
                        () -> {
                          lostFlows.lost(address, key, binding);
                          remove(address, key, "its connection ended");
                        });
                  }
                }));
    removals.forEach(Runnable::run);
  }

  /** Forgets all contacts of an address of record: its device was taken away. */
  void forget(String addressOfRecord, String because) {
    for (String key : List.copyOf(addresses.getOrDefault(addressOfRecord, Map.of()).keySet())) {
      remove(addressOfRecord, key, because);
    }
  }

  /** Whether there is room for contacts of this address of record. */
  boolean haveRoomFor(String address) {
    return addresses.containsKey(address) || addresses.size() < settings.mostAddresses();
  }

  /** Carries out what a REGISTER asks for; the caller has looked whether that may be. */
  void change(String address, IncomingRequest request, List<ContactWish> wishes) {
    wishes.forEach(wish -> apply(address, request, wish));
    displaceDeserted(address, request, wishes);
    displaceOldest(address);
  }

  private void apply(String address, IncomingRequest request, ContactWish wish) {
    if (wish.expires().isZero()) {
      remove(address, wish.key(), "it unregistered");
      return;
    }
    Duration granted =
        wish.expires().compareTo(settings.longest()) > 0 ? settings.longest() : wish.expires();
    Map<String, Registered> bindings =
        addresses.computeIfAbsent(address, any -> new LinkedHashMap<>());
    // Removed first, so that the contact that was refreshed last is the last of all.
    Registered old = bindings.remove(wish.key());
    if (old != null) {
      old.expiry().cancel();
    }
    SIPRequest message = request.message();
    Instant expires = loop.now().plus(granted);
    Binding binding =
        new Binding(
            wish.uri(),
            request.flow(),
            expires,
            message.getCallId().getCallId(),
            message.getCSeq().getSeqNumber(),
            wish.quality(),
            Headers.value(message, "User-Agent").orElse(""),
            Headers.values(message, "Path"));
    Loop.Timer expiry =
        loop.schedule(granted, () -> remove(address, wish.key(), "its registration expired"));
    Instant keptUntil = keeping.keep(address, wish.key(), binding, old(old));
    bindings.put(wish.key(), new Registered(binding, wish.phone(), loop.now(), expiry, keptUntil));
    Optional<Flow> lost = lostFlows.take(address, wish.key(), binding.callId());
    Optional<Flow> before =
        Optional.ofNullable(old).map(known -> known.binding().flow()).or(() -> lost);
    before.ifPresent(from -> tellMoved(address, from, binding));
  }

  private static Optional<ContactKeeping.Known> old(Registered old) {
    return Optional.ofNullable(old)
        .map(known -> new ContactKeeping.Known(known.binding(), known.keptUntil()));
  }

  private void tellMoved(String address, Flow from, Binding binding) {
    if (!from.equals(binding.flow()) && binding.path().isEmpty()) {
      listener.onMoved(address, from, binding.flow());
    }
  }

  /**
   * A phone that makes a new connection has a new port of its own, and often tells it in its
   * Contact: the one before must not ring beside it until somebody notices that it is dead.
   */
  private void displaceDeserted(String address, IncomingRequest request, List<ContactWish> wishes) {
    String callId = request.message().getCallId().getCallId();
    Map<String, Registered> bindings = addresses.getOrDefault(address, Map.of());
    if (!request.flow().isReliable() || bindings.size() <= wishes.size()) {
      return;
    }
    for (Map.Entry<String, Registered> other : List.copyOf(bindings.entrySet())) {
      Binding binding = other.getValue().binding();
      boolean isDeserted =
          binding.callId().equals(callId)
              && binding.flow().transport() == request.flow().transport()
              && !binding.flow().equals(request.flow())
              && binding.path().isEmpty()
              && other.getValue().phone().equals(other.getKey())
              && wishes.stream().noneMatch(wish -> wish.key().equals(other.getKey()));
      if (isDeserted) {
        remove(address, other.getKey(), "it makes another connection");
        listener.onMoved(address, binding.flow(), request.flow());
      }
    }
  }

  /** Takes over a contact of an earlier life, unless it expired or was heard of again. */
  void restore(KeptContact kept, Flow flow) {
    String address = kept.name().addressOfRecord();
    String key = kept.name().key();
    Duration left = Duration.between(loop.now(), kept.expires());
    if (!left.isPositive()
        || !haveRoomFor(address)
        || addresses.getOrDefault(address, Map.of()).containsKey(key)) {
      return;
    }
    var binding =
        new Binding(
            kept.uri(),
            flow,
            kept.expires(),
            kept.callId(),
            kept.sequence(),
            kept.quality(),
            kept.userAgent(),
            kept.path());
    Loop.Timer expiry = loop.schedule(left, () -> remove(address, key, "its registration expired"));
    addresses
        .computeIfAbsent(address, any -> new LinkedHashMap<>())
        // not heard of in this life: whatever comes next from it is in order
        .put(
            key,
            new Registered(
                binding, ContactWish.phoneOf(key), Instant.EPOCH, expiry, kept.expires()));
    displaceOldest(address);
    listener.onReachable(address);
  }

  /**
   * A phone that comes back at another port every time leaves dead contacts behind: these must not
   * keep the living one out.
   */
  private void displaceOldest(String address) {
    Map<String, Registered> bindings = addresses.getOrDefault(address, Map.of());
    while (bindings.size() > settings.mostContacts()) {
      remove(address, bindings.keySet().iterator().next(), "newer contacts took its place");
    }
  }

  private void remove(String address, String key, String because) {
    Map<String, Registered> bindings = addresses.get(address);
    Registered removed = bindings == null ? null : bindings.remove(key);
    if (removed == null) {
      return;
    }
    removed.expiry().cancel();
    keeping.gone(address, key, removed.binding());
    if (bindings.isEmpty()) {
      addresses.remove(address);
      listener.onUnreachable(address, because);
    }
  }

  /** Whether a request came after a newer one of the same phone, for any of its contacts. */
  boolean isOutOfOrder(String address, IncomingRequest request) {
    return addresses.getOrDefault(address, Map.of()).values().stream()
        .anyMatch(known -> isOutOfOrder(known, request));
  }

  /** The same for the contacts that it names. */
  boolean isOutOfOrder(String address, Collection<ContactWish> wishes, IncomingRequest request) {
    Map<String, Registered> bindings = addresses.getOrDefault(address, Map.of());
    return wishes.stream()
        .map(wish -> bindings.get(wish.key()))
        .anyMatch(known -> known != null && isOutOfOrder(known, request));
  }

  private boolean isOutOfOrder(Registered known, IncomingRequest request) {
    boolean mayBeOvertaken = loop.now().isBefore(known.at().plus(LONGEST_ON_THE_WAY));
    return mayBeOvertaken
        && known.binding().callId().equals(request.message().getCallId().getCallId())
        && request.message().getCSeq().getSeqNumber() <= known.binding().sequence();
  }
}
