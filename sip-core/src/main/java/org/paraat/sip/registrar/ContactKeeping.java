package org.paraat.sip.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.Transport;

/** Decides what of the contacts a next life of the process has to know. */
final class ContactKeeping {
  /** A refresh is told only when of its time less than three quarters would be known of. */
  private static final int KEPT_PARTS = 3;

  private static final int PARTS = 4;

  private final Loop loop;
  private final RegistrarListener listener;

  /** What was told before of a contact, and until when it is known. */
  record Known(Binding binding, Instant until) {}

  ContactKeeping(Loop loop, RegistrarListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /**
   * Tells what a next life has to know, unless what was told before will do.
   *
   * @return until when a next life knows of it; now if it knows nothing
   */
  Instant keep(String address, String key, Binding binding, Optional<Known> old) {
    if (binding.flow().transport() != Transport.UDP) {
      old.ifPresent(known -> gone(address, key, known.binding()));
      return loop.now();
    }
    if (old.isPresent() && isEnough(old.get(), binding)) {
      return old.get().until();
    }
    listener.onContact(
        new KeptContact(
            new KeptContact.Name(address, key),
            binding.contact(),
            binding.flow().remote().host(),
            binding.flow().remote().port(),
            binding.expires(),
            binding.callId(),
            binding.sequence(),
            binding.quality(),
            binding.userAgent(),
            binding.path()));
    return binding.expires();
  }

  private boolean isEnough(Known known, Binding binding) {
    Duration time = Duration.between(loop.now(), binding.expires());
    Duration left = Duration.between(loop.now(), known.until());
    return isSamePlace(known.binding(), binding)
        && left.compareTo(time.multipliedBy(KEPT_PARTS).dividedBy(PARTS)) >= 0;
  }

  /** A contact is no more. */
  void gone(String address, String key, Binding binding) {
    if (binding.flow().transport() == Transport.UDP) {
      listener.onContactGone(new KeptContact.Name(address, key));
    }
  }

  private static boolean isSamePlace(Binding one, Binding other) {
    return one.contact().equals(other.contact())
        && one.flow().equals(other.flow())
        && one.quality() == other.quality()
        && one.userAgent().equals(other.userAgent())
        && one.path().equals(other.path());
  }
}
