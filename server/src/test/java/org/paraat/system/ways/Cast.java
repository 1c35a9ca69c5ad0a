package org.paraat.system.ways;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.server.phone.Identity;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.PhoneCall.State;
import org.paraat.server.phone.Phones;
import org.paraat.server.phone.Phones.NotConnected;

/** The phones of those who play, each with its person, and both carriers. */
final class Cast implements AutoCloseable {
  /** Where the triagist is on duty: no announcement before it, no wrap-up after it. */
  static final String QUEUE = "998";

  static final int PATIENTS_TONE = 660;

  private static final Duration SOON = Duration.ofSeconds(6);
  private static final int OUTSIDE_TONE = 880;

  private final Books books;
  private final Phones phones;
  private final Map<Role, Phone> desks = new EnumMap<>(Role.class);
  private final Map<Role, Integer> ports = new HashMap<>();
  private final Phone patients;
  private final int carrierPort;
  private Phone outside;

  /** Who plays, at which phone. */
  enum Role {
    TRIAGIST("desk1", "1201", 440),
    COLLEAGUE("desk2", "1202", 523),
    DOCTOR("desk3", "1301", 587),
    STRANGER("desk4", "1203", 698),
    RELIEF("desk5", "1204", 784);

    private final String device;
    private final String extension;
    private final int tone;

    Role(String device, String extension, int tone) {
      this.device = device;
      this.extension = extension;
      this.tone = tone;
    }

    String extension() {
      return extension;
    }
  }

  Cast(int sipPort, int carrierPort, Books books) throws NotConnected {
    this.books = books;
    this.carrierPort = carrierPort;
    phones = Phones.calling("127.0.0.1", sipPort);
    outside = phones.connect(Identity.carrier("carrier-a", carrierPort, OUTSIDE_TONE));
    patients = phones.connect(Identity.carrier("carrier-b", carrierPort + 2, PATIENTS_TONE));
    for (Role role : Role.values()) {
      connect(role, 0);
      logsIn(role);
    }
    dialsCode(Role.TRIAGIST, "*48*" + QUEUE);
    books.awaitState(Role.TRIAGIST.extension, QUEUE, "available");
  }

  private void connect(Role role, int port) throws NotConnected {
    Identity plain = Identity.device(role.device, role.device + "-secret", role.tone);
    var identity = new Identity(plain.name(), plain.credentials(), port, plain.tone());
    Phone phone = phones.connect(identity);
    desks.put(role, phone);
    ports.put(role, phone.port());
    Optional<String> trouble = phone.register();
    if (trouble.isPresent()) {
      throw new AssertionError(role.device + " cannot register: " + trouble.get());
    }
  }

  private void logsIn(Role role) {
    PhoneCall call = dials(desks.get(role), role.device, "*1");
    isConnected(call);
    call.press(role.extension + "#");
    books.awaitPersonAt(role.device, role.extension);
    call.hangUp();
  }

  /** It has taken effect when it is answered. */
  private void dialsCode(Role role, String code) {
    PhoneCall call = dials(desks.get(role), role.device, code);
    isConnected(call);
    call.hangUp();
  }

  /** Another one serves the queue from now on. */
  void signsOn(Role role) {
    dialsCode(role, "*48*" + QUEUE);
    books.awaitState(role.extension, QUEUE, "available");
  }

  void signsOff(Role role) {
    dialsCode(role, "*47*" + QUEUE);
    books.awaitState(role.extension, QUEUE, "absent");
  }

  Phone at(Role role) {
    return desks.get(role);
  }

  /** Where patients call from. */
  Phone patients() {
    return patients;
  }

  /** Where calls to outside come first. */
  Phone outside() {
    return outside;
  }

  void losesPower(Role role) {
    desks.get(role).losesItsPower();
    desks.remove(role);
  }

  /** Its plug is put back: the same phone at the same address. */
  void hasPowerAgain(Role role) throws NotConnected {
    connect(role, ports.get(role));
  }

  void carrierDies() {
    outside.losesItsPower();
  }

  void carrierIsBack() throws NotConnected {
    outside = phones.connect(Identity.carrier("carrier-a", carrierPort, OUTSIDE_TONE));
    books.awaitTrunk("carrier-a", "up");
  }

  /** Everything as it was before a way was played, also when it went wrong. */
  void startsOver() throws NotConnected {
    for (Role role : Role.values()) {
      if (desks.containsKey(role)) {
        desks.get(role).isFreeAgain();
        hangsUp(desks.get(role));
      } else {
        hasPowerAgain(role);
      }
    }
    hangsUp(outside);
    hangsUp(patients);
    if (outside.isDead()) {
      carrierIsBack();
    }
  }

  private static void hangsUp(Phone phone) {
    phone.hangUp();
    while (phone.awaitsRinging(Duration.ZERO).isPresent()) {
      // whoever rang in vain is forgotten
    }
  }

  static PhoneCall dials(Phone phone, String caller, String number) {
    try {
      return phone.dial(caller, number, _ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void isConnected(PhoneCall call) {
    if (!call.awaits(State.TALKING, SOON)) {
      String why = call.state() == State.ENDED ? call.ending() : "no answer";
      throw new AssertionError(call.caller() + " to " + call.dialled() + ": " + why);
    }
  }

  @Override
  public void close() {
    desks.values().forEach(Phone::close);
    outside.close();
    patients.close();
    phones.close();
  }
}
