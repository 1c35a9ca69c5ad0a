package org.paraat.system;

import java.time.Duration;

/** A desk phone of the demo that SIPp plays: one port, one run of SIPp at a time. */
final class Desk {
  private static final String KEPT = "600";

  private final PackagedServer server;
  private final String user;
  private final int port = FreePorts.one();

  Desk(PackagedServer server, String user) {
    this.server = server;
    this.user = user;
  }

  private Sipp.Call scenario(String name) {
    return Sipp.scenario(name).to(server).device(user, user + "-secret");
  }

  Desk registers() {
    return registersFor(KEPT);
  }

  Desk unregisters() {
    return registersFor("0");
  }

  private Desk registersFor(String seconds) {
    Sipp.scenario("register")
        .to(server)
        .device(user, user + "-secret", seconds)
        .startAt(port)
        .succeeds();
    return this;
  }

  /** Dials {@code *1}, types the extension while the prompt speaks, and listens to the end. */
  Desk logsIn(String extension) {
    Sipp.scenario("log-in")
        .to(server)
        .device(user, user + "-secret", (extension + "#").split(""))
        .dialling("*1")
        .startAt(port)
        .succeeds();
    return this;
  }

  /** Dials a code and hangs up when it is answered: it has taken effect by then. */
  Desk dialsCode(String code) {
    scenario("phone-calls").dialling(code).talking(Duration.ofMillis(100)).startAt(port).succeeds();
    return this;
  }

  /** Dials and listens until the other side hangs up. */
  void listensTo(String number) {
    scenario("phone-listens").dialling(number).startAt(port).succeeds();
  }

  /** Registered, logged in and member of a queue. */
  Desk serves(String extension, String queue) {
    registers().logsIn(extension).dialsCode("*48*" + queue);
    server.awaitState(extension, queue, "available");
    return this;
  }

  /** Leaves a queue and the phone, so that the next test finds nobody there. */
  void leaves(String queue) {
    dialsCode("*47*" + queue).dialsCode("*1").unregisters();
  }

  Sipp calls(String number, Duration talk) {
    return scenario("phone-calls").dialling(number).talking(talk).startAt(port);
  }

  /** As a phone that requires what it hears before the answer to be acknowledged. */
  Sipp callsReliably(String number, Duration talk) {
    return scenario("phone-calls-reliably").dialling(number).talking(talk).startAt(port);
  }

  Sipp callsAndGivesUp(String number, Duration after) {
    return scenario("phone-gives-up").dialling(number).talking(after).startAt(port);
  }

  Sipp answers() {
    return Sipp.scenario("answers").startAt(port);
  }

  Sipp declines() {
    return Sipp.scenario("declines").startAt(port);
  }

  Sipp rings() {
    return Sipp.scenario("rings").startAt(port);
  }
}
