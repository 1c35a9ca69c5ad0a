package org.paraat.server.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.engine.Credentials;
import org.paraat.engine.Storage;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.digest.HashedSecret;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;

/** A few agents, a queue, a number that leads outside, two trunks: what nobody else ever sees. */
final class RehearsedOrganisation {
  static final String TO_THE_QUEUE = "0880009970";
  static final String TO_OUTSIDE = "0880009971";
  private static final int AGENTS = 4;
  private static final int FIRST_AGENT = 9701;
  private static final QueueCode QUEUE = new QueueCode("970");

  private final int callerPort;
  private final int calleePort;

  RehearsedOrganisation(int callerPort, int calleePort) {
    this.callerPort = callerPort;
    this.calleePort = calleePort;
  }

  /** The users of the phones, each of which is its own secret. */
  static List<String> phones() {
    var names = new ArrayList<String>();
    for (int i = 0; i < AGENTS; i++) {
      names.add("rehearsal" + i);
    }
    return names;
  }

  Directory directory() {
    var devices = new ArrayList<Device>();
    var people = new ArrayList<Extension>();
    for (int i = 0; i < AGENTS; i++) {
      devices.add(
          new Device(new DeviceId(phones().get(i)), Device.Kind.DESK_PHONE, Encryption.OFF));
      people.add(new Extension(agent(i), "Rehearsal", Extension.Role.TRIAGIST, Language.DUTCH));
    }
    return new Directory(
        1,
        Organisation.UNNAMED,
        devices,
        people,
        List.of(queue()),
        List.of(
            new Number(number(TO_THE_QUEUE), List.of(new Destination.ToQueue(QUEUE))),
            new Number(
                number(TO_OUTSIDE), List.of(new Destination.ToNumber(number("0600009971"))))),
        List.of(trunk("callee", calleePort), trunk("caller", callerPort)),
        List.of(),
        MobilePhones.NONE);
  }

  Standing standing() {
    var agents = new ArrayList<AgentStanding>();
    for (int i = 0; i < AGENTS; i++) {
      agents.add(
          new AgentStanding(
              agent(i),
              Optional.of(new DeviceId(phones().get(i))),
              List.of(QUEUE),
              Standing.Pause.NOT_PAUSED));
    }
    return new Standing(agents, List.of());
  }

  Credentials credentials() {
    Map<DeviceId, HashedSecret> secrets = new LinkedHashMap<>();
    String realm = Organisation.UNNAMED.realm();
    for (String phone : phones()) {
      secrets.put(new DeviceId(phone), HashedSecret.of(phone, realm, phone));
    }
    return device -> Optional.ofNullable(secrets.get(device));
  }

  private static ExtensionNumber agent(int index) {
    return new ExtensionNumber(Integer.toString(FIRST_AGENT + index));
  }

  private static Queue queue() {
    return new Queue(
        QUEUE,
        "Rehearsal",
        Urgency.ROUTINE,
        Queue.RingStrategy.LONGEST_IDLE,
        Duration.ofSeconds(15),
        Duration.ZERO,
        new PromptId("music"));
  }

  private static Trunk trunk(String name, int port) {
    return Trunk.at(new TrunkId(name), Trunk.Server.at("127.0.0.1", port));
  }

  private static PhoneNumber number(String written) {
    return PhoneNumber.parse(written, Organisation.UNNAMED.countryCode()).orElseThrow();
  }

  /** Nothing of a rehearsal is remembered. */
  static final class NoStorage implements Storage {
    @Override
    public void save(Change change) {}

    @Override
    public void whenKept(Runnable then) {
      then.run();
    }

    @Override
    public void save(KeptContact contact) {}

    @Override
    public void forgetContact(KeptContact.Name name) {}

    @Override
    public List<KeptContact> contacts() {
      return List.of();
    }

    @Override
    public void save(KeptSubscription subscription) {}

    @Override
    public void forgetSubscription(DialogId name) {}

    @Override
    public List<KeptSubscription> subscriptions() {
      return List.of();
    }
  }
}
