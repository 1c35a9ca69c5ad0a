package org.paraat.system.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Phones behind one port that register round and round, each with one request at a time. */
final class Registering {
  private static final long SECOND = 1_000_000_000L;

  private static final int MOST_CHALLENGES = 2;

  private final Wire wire;
  private final InetSocketAddress server;
  private final Wire.Port port;
  private final List<Phone> phones = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private int next;
  private int done;
  private int challenged;
  private int refused;

  /** What one phone knows. */
  private static final class Phone {
    final String user;
    final Digest digest;
    SipText challenge;
    int number;
    int uses;
    int challenges;
    long sentAt;
    boolean isBusy;

    Phone(String user) {
      this.user = user;
      this.digest = new Digest(user, user + "-secret");
    }
  }

  Registering(Wire wire, InetSocketAddress server, int count) throws IOException {
    this.wire = wire;
    this.server = server;
    this.port = wire.open(0, server, this::received);
    for (int i = 1; i <= count; i++) {
      phones.add(new Phone("bench" + i));
    }
  }

  /** Registers so often in all; returns whether all of it was done in time. */
  boolean once(int count, int perSecond, long atMostNanos) throws IOException {
    int before = done;
    for (int i = 0; i < count; i++) {
      wire.after(i * SECOND / perSecond, this::registerNext);
    }
    return wire.runUntil(() -> done - before >= count, atMostNanos);
  }

  private void registerNext() {
    for (int tried = 0; tried < phones.size(); tried++) {
      Phone phone = phones.get(next++ % phones.size());
      if (!phone.isBusy) {
        phone.isBusy = true;
        phone.sentAt = System.nanoTime();
        send(phone);
        return;
      }
    }
    wire.after(SECOND / 1_000, this::registerNext); // all wait for an answer
  }

  private void send(Phone phone) {
    var registration = new Registration(phone.user, server, port.number());
    phone.number++;
    String proof =
        phone.challenge == null
            ? ""
            : phone.digest.answer(phone.challenge, "REGISTER", registration.uri(), ++phone.uses);
    port.sendUntilAnswered(key(phone), registration.request(phone.number, proof));
  }

  private static String key(Phone phone) {
    return phone.user + "-" + phone.number;
  }

  private void received(SipText message, long nanos) {
    if (message.isRequest()) {
      port.send(message.answer("200 OK", "a", SipText.noBody()));
      return;
    }
    String user = Registration.userOf(message);
    Phone phone = phones.get(Integer.parseInt(user.substring("bench".length())) - 1);
    if (!phone.isBusy || !message.header("CSeq").equals(phone.number + " REGISTER")) {
      return;
    }
    wire.answered(key(phone));
    if (message.status() == 401 && phone.challenges++ < MOST_CHALLENGES) {
      challenged++;
      phone.challenge = message;
      phone.uses = 0;
      send(phone);
      return;
    }
    refused += message.status() == 200 ? 0 : 1;
    times.add(nanos - phone.sentAt);
    phone.isBusy = false;
    phone.challenges = 0;
    done++;
  }

  void forgetTimes() {
    times.clear();
    challenged = 0;
  }

  List<Long> times() {
    return times;
  }

  int challenged() {
    return challenged;
  }

  int refused() {
    return refused;
  }
}
