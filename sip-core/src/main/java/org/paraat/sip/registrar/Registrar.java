package org.paraat.sip.registrar;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/**
 * Knows where phones can be reached (RFC 3261 10). Whoever calls it has checked that the sender may
 * register for the address of record. Used on the loop only.
 */
public final class Registrar {
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

  public Registrar(Loop loop, RegistrarSettings settings, RegistrarListener listener) {
    this.loop = loop;
    this.settings = settings;
    this.listener = listener;
    keeping = new ContactKeeping(loop, listener);
  }

  /** Carries out a REGISTER and answers it. */
  public void register(String addressOfRecord, IncomingRequest request) {
    SIPRequest message = request.message();
    if (message.getContactHeaders() == null) {
      answer(addressOfRecord, request);
      return;
    }
    boolean isStar =
        message.getContactHeaders().getHeaderList().stream()
            .anyMatch(contact -> contact.isWildCard());
    if (isStar) {
      removeAll(addressOfRecord, request);
      return;
    }
    Optional<List<ContactWish>> wishes = ContactWish.read(message, settings);
    if (wishes.isEmpty()) {
      request.respond(400, "Bad Contact");
    } else if (!Headers.values(message, "Path").stream().allMatch(SipMessages::isRoute)) {
      request.respond(400, "Bad Path");
    } else {
      carryOut(addressOfRecord, request, wishes.get());
    }
  }

  /** Where an address of record can be reached, the preferred and then the newest first. */
  public List<Binding> bindings(String addressOfRecord) {
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
  public List<String> reachable() {
    return List.copyOf(addresses.keySet());
  }

  /** A connection ended: whoever registered over it is not there any more. */
  public void onFlowClosed(Flow flow) {
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
  public void forget(String addressOfRecord, String because) {
    for (String key : List.copyOf(addresses.getOrDefault(addressOfRecord, Map.of()).keySet())) {
      remove(addressOfRecord, key, because);
    }
  }

  // RFC 3261 10.3, step 6.
  private void removeAll(String address, IncomingRequest request) {
    OptionalInt expires = Headers.number(request.message(), "Expires", Integer.MAX_VALUE);
    boolean isAlone = request.message().getContactHeaders().size() == 1;
    if (!isAlone || expires.isEmpty() || expires.getAsInt() != 0) {
      request.respond(400, "Bad Use Of *");
      return;
    }
    Map<String, Registered> bindings = addresses.getOrDefault(address, Map.of());
    if (bindings.values().stream().anyMatch(known -> isOutOfOrder(known, request))) {
      request.respond(500, "CSeq Out Of Order");
      return;
    }
    forget(address, "it unregistered");
    answer(address, request);
  }

  private void carryOut(String address, IncomingRequest request, List<ContactWish> wishes) {
    Map<String, Registered> bindings = addresses.getOrDefault(address, Map.of());
    boolean isTooShort =
        wishes.stream()
            .map(ContactWish::expires)
            .anyMatch(time -> !time.isZero() && time.compareTo(settings.shortest()) < 0);
    if (isTooShort) {
      request.respond(
          423,
          "Interval Too Brief",
          List.of(new HeaderLine("Min-Expires", String.valueOf(settings.shortest().toSeconds()))),
          Optional.empty());
      return;
    }
    // All or nothing: a request that is out of order for one contact changes none.
    boolean isOutOfOrder =
        wishes.stream()
            .map(wish -> bindings.get(wish.key()))
            .anyMatch(known -> known != null && isOutOfOrder(known, request));
    if (isOutOfOrder) {
      request.respond(500, "CSeq Out Of Order");
      return;
    }
    long wanted = wishes.stream().filter(wish -> !wish.expires().isZero()).count();
    if (wanted > settings.mostContacts()) {
      request.respond(403, "Too Many Contacts");
    } else if (bindings.isEmpty() && addresses.size() >= settings.mostAddresses()) {
      request.respond(503, "Overloaded");
    } else {
      wishes.forEach(wish -> apply(address, request, wish));
      displaceDeserted(address, request, wishes);
      displaceOldest(address);
      answer(address, request);
      if (wishes.stream().anyMatch(wish -> !wish.expires().isZero())) {
        listener.onReachable(address);
      }
    }
  }

  private boolean isOutOfOrder(Registered known, IncomingRequest request) {
    boolean mayBeOvertaken = loop.now().isBefore(known.at().plus(LONGEST_ON_THE_WAY));
    return mayBeOvertaken
        && known.binding().callId().equals(request.message().getCallId().getCallId())
        && request.message().getCSeq().getSeqNumber() <= known.binding().sequence();
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
  public void restore(KeptContact kept, Flow flow) {
    String address = kept.name().addressOfRecord();
    String key = kept.name().key();
    Duration left = Duration.between(loop.now(), kept.expires());
    boolean isFull = addresses.size() >= settings.mostAddresses();
    if (!left.isPositive()
        || isFull
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

  private void answer(String address, IncomingRequest request) {
    List<HeaderLine> contacts = new ArrayList<>();
    for (Binding binding : bindings(address)) {
      // Rounded up: a phone that is told zero would think that it is gone.
      long left = Duration.between(loop.now(), binding.expires()).plusMillis(999).toSeconds();
      contacts.add(
          new HeaderLine("Contact", '<' + binding.contact() + ">;expires=" + Math.max(1, left)));
    }
    // RFC 3327 5.3: a phone that knows nothing of it is not told.
    boolean knowsPath =
        Headers.values(request.message(), "Supported").contains("path")
            || Headers.values(request.message(), "Require").contains("path");
    if (knowsPath) {
      Headers.values(request.message(), "Path")
          .forEach(hop -> contacts.add(new HeaderLine("Path", hop)));
    }
    request.respond(200, "OK", contacts, Optional.empty());
  }
}
