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
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.Transport;

/**
 * Knows where phones can be reached (RFC 3261 10). Whoever calls it has checked that the sender may
 * register for the address of record. Used on the loop only.
 */
public final class Registrar {
  /** T4 of RFC 3261: what comes later was not overtaken on the way, its sender began anew. */
  private static final Duration LONGEST_ON_THE_WAY = Duration.ofSeconds(5);

  /** A refresh is told only when of its time less than three quarters would be known of. */
  private static final int KEPT_PARTS = 3;

  private static final int PARTS = 4;

  private final Loop loop;
  private final RegistrarSettings settings;
  private final RegistrarListener listener;
  private final Map<String, Map<String, Registered>> addresses = new LinkedHashMap<>();

  /**
   * @param at when it was last heard of in this life
   * @param keptUntil when it expires in the eyes of a next life; {@code at} if that knows nothing
   */
  private record Registered(Binding binding, Instant at, Loop.Timer expiry, Instant keptUntil) {}

  public Registrar(Loop loop, RegistrarSettings settings, RegistrarListener listener) {
    this.loop = loop;
    this.settings = settings;
    this.listener = listener;
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
    } else {
      carryOut(addressOfRecord, request, wishes.get());
    }
  }

  /** Where an address of record can be reached, the preferred and then the newest first. */
  public List<Binding> bindings(String addressOfRecord) {
    return addresses.getOrDefault(addressOfRecord, Map.of()).values().stream()
        .map(Registered::binding)
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
                  if (registered.binding().flow().equals(flow)) {
                    removals.add(() -> remove(address, key, "its connection ended"));
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
            Headers.value(message, "User-Agent").orElse(""));
    Loop.Timer expiry =
        loop.schedule(granted, () -> remove(address, wish.key(), "its registration expired"));
    Instant keptUntil = keep(address, wish.key(), binding, Optional.ofNullable(old));
    bindings.put(wish.key(), new Registered(binding, loop.now(), expiry, keptUntil));
  }

  /** Tells what a next life has to know, unless what was told before will do. */
  private Instant keep(String address, String key, Binding binding, Optional<Registered> old) {
    if (binding.flow().transport() != Transport.UDP) {
      old.filter(this::isKept).ifPresent(_ -> listener.onContactGone(nameOf(address, key)));
      return loop.now();
    }
    Duration time = Duration.between(loop.now(), binding.expires());
    if (old.isPresent()
        && isSamePlace(old.get().binding(), binding)
        && Duration.between(loop.now(), old.get().keptUntil())
                .compareTo(time.multipliedBy(KEPT_PARTS).dividedBy(PARTS))
            >= 0) {
      return old.get().keptUntil();
    }
    listener.onContact(
        new KeptContact(
            nameOf(address, key),
            binding.contact(),
            binding.flow().remote().host(),
            binding.flow().remote().port(),
            binding.expires(),
            binding.callId(),
            binding.sequence(),
            binding.quality(),
            binding.userAgent(),
            List.of()));
    return binding.expires();
  }

  private boolean isKept(Registered registered) {
    return registered.binding().flow().transport() == Transport.UDP;
  }

  private static boolean isSamePlace(Binding one, Binding other) {
    return one.contact().equals(other.contact())
        && one.flow().equals(other.flow())
        && one.quality() == other.quality()
        && one.userAgent().equals(other.userAgent());
  }

  private static KeptContact.Name nameOf(String address, String key) {
    return new KeptContact.Name(address, key);
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
            kept.userAgent());
    Loop.Timer expiry = loop.schedule(left, () -> remove(address, key, "its registration expired"));
    addresses
        .computeIfAbsent(address, any -> new LinkedHashMap<>())
        // not heard of in this life: whatever comes next from it is in order
        .put(key, new Registered(binding, Instant.EPOCH, expiry, kept.expires()));
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
    if (isKept(removed)) {
      listener.onContactGone(nameOf(address, key));
    }
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
    request.respond(200, "OK", contacts, Optional.empty());
  }
}
