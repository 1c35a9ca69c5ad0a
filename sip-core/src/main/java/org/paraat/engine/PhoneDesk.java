package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.digest.AttemptLimiter;
import org.paraat.sip.digest.DigestServer;
import org.paraat.sip.digest.HashedSecret;
import org.paraat.sip.digest.Verdict;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.registrar.Binding;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.registrar.Registrar;
import org.paraat.sip.registrar.RegistrarListener;
import org.paraat.sip.registrar.RegistrarSettings;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our own phones: proves who they are and knows where they can be reached. */
final class PhoneDesk implements RegistrarListener {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneDesk.class);
  private static final int LONGEST_USER = 64;

  private final Loop loop;
  private final CoreLoop core;
  private final Credentials credentials;
  private final Storage storage;
  private final RandomGenerator random;
  private final AttemptLimiter attempts;
  private final Registrar registrar;
  private Directory directory = Directory.EMPTY;
  private DigestServer digest;
  private Follower follower = Follower.NOBODY;
  private volatile int registered;

  PhoneDesk(
      Loop loop,
      CoreLoop core,
      Credentials credentials,
      Storage storage,
      RegistrarSettings bounds,
      RandomGenerator random) {
    this.loop = loop;
    this.core = core;
    this.credentials = credentials;
    this.storage = storage;
    this.random = random;
    attempts = new AttemptLimiter(loop);
    registrar = new Registrar(loop, bounds, this);
    digest = digestFor(Organisation.UNNAMED.realm());
  }

  /** What goes on with a phone goes where the phone has gone. */
  interface Follower {
    Follower NOBODY =
        new Follower() {
          @Override
          public void moved(DeviceId device, Flow from, Flow to) {}

          @Override
          public void isThere(DeviceId device) {}
        };

    void moved(DeviceId device, Flow from, Flow to);

    /** It registered, perhaps once more. */
    void isThere(DeviceId device);
  }

  /** What came of looking at who sent a request. */
  sealed interface Examination {}

  record Proven(DeviceId device) implements Examination {}

  /**
   * It has to prove itself; whether there is such a user must not show in what it hears.
   *
   * @param isOurs whether it claims to be a device that we know
   */
  record Challenged(List<HeaderLine> headers, boolean isOurs) implements Examination {}

  /** Neither proven nor worth a challenge. */
  record TurnedAway(int status, String because) implements Examination {}

  private DigestServer digestFor(String realm) {
    return new DigestServer(realm, user -> hashedSecretOf(user, realm), loop, random);
  }

  private Optional<HashedSecret> hashedSecretOf(String user, String realm) {
    return isOurs(user)
        ? credentials.secretOf(new DeviceId(user)).filter(secret -> secret.realm().equals(realm))
        : Optional.empty();
  }

  private boolean isOurs(String user) {
    return !user.isBlank() && directory.device(new DeviceId(user)).isPresent();
  }

  void configure(Directory changed) {
    String realm = changed.organisation().realm();
    if (!realm.equals(directory.organisation().realm())) {
      digest = digestFor(realm);
    }
    directory = changed;
    for (String user : registrar.reachable()) {
      if (!isOurs(user)) {
        registrar.forget(user, "its device was taken away");
      }
    }
  }

  /** Phones that were reachable when the last life ended are so at once; not over connections. */
  void restore(List<KeptContact> contacts, Transports transports) {
    for (KeptContact contact : contacts) {
      if (isOurs(contact.name().addressOfRecord())) {
        restore(contact, transports);
      }
    }
  }

  private void restore(KeptContact contact, Transports transports) {
    try {
      SipAddress source = SipAddress.of(Transport.UDP, contact.host(), contact.port());
      registrar.restore(contact, transports.to(source));
    } catch (IllegalArgumentException e) {
      LOG.warn("{} has to register anew: {}", contact.name().addressOfRecord(), e.getMessage());
    }
  }

  /** Where a device can be reached now, the preferred contact first; none when it cannot. */
  List<Binding> contactsOf(DeviceId device) {
    return registrar.bindings(device.user());
  }

  /** Looks at who sent an INVITE: it must prove to be the device that its From names. */
  Examination examine(SIPRequest request, Flow flow) {
    return proofOf(CallerIdentity.claimedUser(request), request, flow);
  }

  private Examination proofOf(String claimed, SIPRequest request, Flow flow) {
    InetSocketAddress source = flow.remote().address();
    if (claimed.length() > LONGEST_USER) {
      // nobody is called so: it is not worth a place in a table
      return challenged(claimed, digest.challenge(request, source.getAddress()));
    }
    if (!attempts.mayTry(source, claimed)) {
      return new TurnedAway(403, "too many wrong secrets came from there");
    }
    return switch (digest.verify(request, source.getAddress())) {
      case Verdict.Proven proven when proven.user().equals(claimed) -> {
        attempts.succeeded(source, claimed);
        yield new Proven(new DeviceId(claimed));
      }
      case Verdict.Proven proven -> new TurnedAway(403, proven.user() + " claims to be " + claimed);
      case Verdict.Unproven _ ->
          challenged(claimed, digest.challenge(request, source.getAddress()));
      case Verdict.Stale _ ->
          challenged(claimed, digest.staleChallenge(request, source.getAddress()));
      case Verdict.Wrong _ -> {
        attempts.failed(source, claimed);
        yield challenged(claimed, digest.challenge(request, source.getAddress()));
      }
    };
  }

  private Challenged challenged(String claimed, List<HeaderLine> headers) {
    return new Challenged(headers, isOurs(claimed));
  }

  /** Carries out a REGISTER of a device that proves to be the one in To. */
  void register(IncomingRequest request) {
    SIPRequest message = request.message();
    String claimed = SipUris.user(message.getTo().getAddress().getURI());
    switch (proofOf(claimed, message, request.flow())) {
      case Proven proven -> registrar.register(proven.device().user(), request);
      case Challenged challenged ->
          request.respond(401, "Unauthorized", challenged.headers(), Optional.empty());
      case TurnedAway away -> {
        LOG.debug("REGISTER from {} refused: {}", request.flow().remote(), away.because());
        request.respond(away.status(), CauseTable.phraseOf(away.status()));
      }
    }
  }

  void flowClosed(Flow flow) {
    registrar.onFlowClosed(flow);
  }

  /** How many devices can be reached; from any thread. */
  int registered() {
    return registered;
  }

  @Override
  public void onReachable(String addressOfRecord) {
    registered = registrar.count();
    var device = new DeviceId(addressOfRecord);
    core.happened(new Event.DeviceRegistered(core.now(), device));
    follower.isThere(device);
  }

  @Override
  public void onMoved(String addressOfRecord, Flow from, Flow to) {
    follower.moved(new DeviceId(addressOfRecord), from, to);
  }

  /** Who is told that a phone is reached by another path; said once, before the first. */
  void tellMovesTo(Follower told) {
    follower = told;
  }

  @Override
  public void onContact(KeptContact contact) {
    storage.save(contact);
  }

  @Override
  public void onContactGone(KeptContact.Name name) {
    storage.forgetContact(name);
  }

  @Override
  public void onUnreachable(String addressOfRecord, String because) {
    registered = registrar.count();
    core.happened(new Event.DeviceUnregistered(core.now(), new DeviceId(addressOfRecord), because));
  }
}
