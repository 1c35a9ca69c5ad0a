package org.paraat.media.sdp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.paraat.media.srtp.CryptoLine;
import org.paraat.media.srtp.KeyPair;

/**
 * Offer and answer (RFC 3264) of one leg, from its first description to its last; without sockets,
 * threads or clock.
 *
 * <p>A call that throws {@link NotNegotiable} leaves everything as it was.
 */
public final class Negotiation {
  /** The telephone-event number that we offer as long as the peer has not chosen another one. */
  public static final int USUAL_EVENTS_NUMBER = 101;

  private static final int PTIME_MILLISECONDS = 20;
  private static final int FIRST_DYNAMIC = 96;
  private static final int LAST_DYNAMIC = 127;

  private final LocalStream local;
  private final PeerAddresses addresses;
  private final CryptoTerms terms;
  private long version;
  private Optional<SessionDescription> lastSent = Optional.empty();
  private Optional<StreamDescription> offered = Optional.empty();
  private Optional<Agreement> agreement = Optional.empty();
  // RFC 3264 8: lines never disappear, and a number keeps its meaning for the whole session.
  private List<StreamDescription> lines = List.of();
  private int audioLine;
  private String transport;
  private List<AudioCodec> preferred = List.of();
  private int eventsNumber = USUAL_EVENTS_NUMBER;

  /** Of plain sound. */
  public Negotiation(LocalStream local) {
    this(local, CryptoPolicy.OFF, new Random(0));
  }

  /**
   * @param random where keys come from: a {@code SecureRandom}
   */
  public Negotiation(LocalStream local, CryptoPolicy policy, RandomGenerator random) {
    this(local, policy, random, address -> false);
  }

  /**
   * @param random where keys come from: a {@code SecureRandom}
   * @param isOurs whether an address leads back to a session of ours: sound would go round for ever
   */
  public Negotiation(
      LocalStream local,
      CryptoPolicy policy,
      RandomGenerator random,
      Predicate<InetSocketAddress> isOurs) {
    this.local = local;
    this.addresses = new PeerAddresses(local.address(), isOurs);
    this.terms = new CryptoTerms(policy, random);
    this.transport = terms.transport();
  }

  /** What is agreed; empty before the first answer, ours or the peer's. */
  public Optional<Agreement> agreement() {
    return agreement;
  }

  /** Why an offer will be refused whatever codec it names; empty when it will not. */
  public static Optional<String> refusal(SessionDescription offer, CryptoPolicy policy) {
    var terms = new CryptoTerms(policy, new Random(0));
    return AudioChoice.usable(offer.streams(), terms) < 0
        ? Optional.of(AudioChoice.whyNone(offer.streams(), terms))
        : Optional.empty();
  }

  /** What the other party of the call speaks, best first: offers and answers to come follow it. */
  public void prefer(List<AudioCodec> codecs) {
    preferred = List.copyOf(codecs);
  }

  /** Our offer: every codec that we speak, keys, {@code sendrecv}. */
  public SessionDescription offer() {
    List<PayloadFormat> payloads = new ArrayList<>();
    for (AudioCodec codec : AudioChoice.offered(preferred)) {
      payloads.add(PayloadFormat.of(codec, codec.staticNumber()));
    }
    payloads.add(PayloadFormat.telephoneEvents(eventsNumber));
    boolean sharesControl = agreement.filter(Agreement::isControlShared).isPresent();
    StreamDescription audio =
        ourAudio(
            Direction.SENDRECV,
            sharesControl ? ControlPort.SHARED : ControlPort.NEXT,
            terms.offer(agreement.flatMap(Agreement::keys)),
            payloads);
    offered = Optional.of(audio);
    return sent(withAudio(lines, audioLine, audio));
  }

  /**
   * Our answer to the peer's offer, first or later; the peer's first codec that we speak wins.
   *
   * @throws NotNegotiable when it has no audio stream or no codec that we speak
   */
  public SessionDescription answer(SessionDescription offer) throws NotNegotiable {
    int index = AudioChoice.usable(offer.streams(), terms);
    if (index < 0) {
      return answerWithoutAudio(offer);
    }
    StreamDescription theirs = offer.streams().get(index);
    PayloadFormat audio = AudioChoice.codec(theirs.payloads(), preferred);
    Optional<PayloadFormat> events = AudioChoice.events(theirs.payloads());
    Optional<CryptoLine> crypto = terms.chosen(theirs);
    AudioCodec codec = audio.codec().orElseThrow();
    OptionalInt number =
        events.map(format -> OptionalInt.of(format.number())).orElse(OptionalInt.empty());
    Direction direction = theirs.direction().mirrored();
    agreement =
        Optional.of(
            new Agreement(
                addresses.sound(theirs),
                direction,
                codec,
                audio.number(),
                number,
                Map.of(audio.number(), codec),
                number,
                addresses.control(theirs, theirs.control().isShared()),
                theirs.control().isShared(),
                AudioChoice.frame(theirs),
                crypto.map(terms::agreed)));
    remember(offer, index, theirs, number);
    List<PayloadFormat> payloads =
        new ArrayList<>(List.of(PayloadFormat.of(codec, audio.number())));
    number.ifPresent(keys -> payloads.add(PayloadFormat.telephoneEvents(keys)));
    ControlPort control = theirs.control().isShared() ? ControlPort.SHARED : ControlPort.NEXT;
    List<CryptoLine> keyLine = crypto.map(terms::answerTo).stream().toList();
    StreamDescription ours = ourAudio(direction, control, keyLine, payloads);
    // What we answered may be offered once more, to refresh the session (RFC 4028).
    offered = Optional.of(ours);
    return sent(withAudio(lines, index, ours));
  }

  /**
   * Takes the peer's answer to our last offer; a second one replaces the first, and holds when it
   * switches the audio off.
   *
   * @throws NotNegotiable when it accepts nothing that we offered
   */
  public void accept(SessionDescription answer) throws NotNegotiable {
    StreamDescription ours =
        offered.orElseThrow(() -> new IllegalStateException("an answer without an offer"));
    if (agreement.isPresent() && AudioChoice.isSwitchedOff(answer)) {
      agreement = agreement.map(Negotiation::switchedOff);
      return;
    }
    StreamDescription theirs = AudioChoice.accepted(answer);
    PayloadFormat audio = AudioChoice.codec(theirs.payloads(), List.of());
    Optional<KeyPair> keyPair = terms.answered(ours, theirs);
    Map<Integer, AudioCodec> receives = new LinkedHashMap<>();
    for (PayloadFormat payload : ours.payloads()) {
      payload
          .codec()
          .filter(codec -> AudioChoice.speaks(theirs, codec))
          .ifPresent(codec -> receives.put(payload.number(), codec));
    }
    Optional<PayloadFormat> events = AudioChoice.events(theirs.payloads());
    // RFC 5761 5.1.1: shared only when both say so.
    boolean sharesControl = ours.control().isShared() && theirs.control().isShared();
    OptionalInt received =
        events.isPresent()
            ? OptionalInt.of(AudioChoice.events(ours.payloads()).orElseThrow().number())
            : OptionalInt.empty();
    agreement =
        Optional.of(
            new Agreement(
                addresses.sound(theirs),
                theirs.direction().mirrored().within(ours.direction()),
                audio.codec().orElseThrow(),
                audio.number(),
                events.map(format -> OptionalInt.of(format.number())).orElse(OptionalInt.empty()),
                receives,
                received,
                addresses.control(theirs, sharesControl),
                sharesControl,
                AudioChoice.frame(theirs),
                keyPair));
  }

  // A later offer may switch the audio off with port 0: the leg lives on, held.
  private SessionDescription answerWithoutAudio(SessionDescription offer) throws NotNegotiable {
    if (agreement.isEmpty() || !AudioChoice.isSwitchedOff(offer)) {
      throw new NotNegotiable(AudioChoice.whyNone(offer.streams(), terms));
    }
    agreement = agreement.map(Negotiation::switchedOff);
    lines = offer.streams();
    return sent(lines.stream().map(line -> line.rejected(ourConnection())).toList());
  }

  private static Agreement switchedOff(Agreement before) {
    return new Agreement(
        Optional.empty(),
        Direction.INACTIVE,
        before.codec(),
        before.payloadType(),
        before.eventsSent(),
        before.receives(),
        before.eventsReceived(),
        Optional.empty(),
        before.isControlShared(),
        before.frameMilliseconds(),
        before.keys());
  }

  private void remember(
      SessionDescription offer, int index, StreamDescription theirs, OptionalInt events) {
    lines = offer.streams();
    audioLine = index;
    transport = theirs.transport();
    eventsNumber = events.orElseGet(() -> freeEventsNumber(theirs.payloads()));
  }

  private int freeEventsNumber(List<PayloadFormat> taken) {
    if (taken.stream().noneMatch(payload -> payload.number() == eventsNumber)) {
      return eventsNumber;
    }
    for (int number = LAST_DYNAMIC; number >= FIRST_DYNAMIC; number--) {
      int candidate = number;
      if (taken.stream().noneMatch(payload -> payload.number() == candidate)) {
        return candidate;
      }
    }
    return USUAL_EVENTS_NUMBER;
  }

  private StreamDescription ourAudio(
      Direction direction,
      ControlPort control,
      List<CryptoLine> crypto,
      List<PayloadFormat> payloads) {
    List<String> formats = new ArrayList<>(payloads.size());
    for (PayloadFormat payload : payloads) {
      formats.add(Integer.toString(payload.number()));
    }
    return new StreamDescription(
        "audio",
        local.port(),
        transport,
        formats,
        ourConnection(),
        direction,
        OptionalInt.of(PTIME_MILLISECONDS),
        OptionalInt.empty(),
        control,
        crypto,
        payloads);
  }

  private Optional<String> ourConnection() {
    return Optional.of(local.address().getHostAddress());
  }

  private List<StreamDescription> withAudio(
      List<StreamDescription> template, int index, StreamDescription audio) {
    if (template.isEmpty()) {
      return List.of(audio);
    }
    List<StreamDescription> all = new ArrayList<>();
    for (int i = 0; i < template.size(); i++) {
      all.add(i == index ? audio : template.get(i).rejected(ourConnection()));
    }
    return all;
  }

  private SessionDescription sent(List<StreamDescription> streams) {
    if (lastSent.isPresent() && lastSent.get().streams().equals(streams)) {
      return lastSent.get();
    }
    version++;
    Origin origin =
        new Origin(
            "paraat",
            Long.toString(local.sessionId()),
            Long.toString(version),
            local.address().getHostAddress());
    SessionDescription description = new SessionDescription(origin, streams);
    lastSent = Optional.of(description);
    return description;
  }
}
