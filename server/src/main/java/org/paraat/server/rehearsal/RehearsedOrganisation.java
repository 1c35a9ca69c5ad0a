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
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.digest.HashedSecret;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.subscription.KeptSubscription;

/** A few agents, their queues, a number that leads outside, two trunks: what nobody else sees. */
final class RehearsedOrganisation {
  static final String TO_OUTSIDE = "0880009971";

  /** Outside, where a carrier of the rehearsal answers. */
  static final String DOCTOR = "0600009971";

  private static final int FIRST_AGENT = 9701;

  private final int callerPort;
  private final int calleePort;

  RehearsedOrganisation(int callerPort, int calleePort) {
    this.callerPort = callerPort;
    this.calleePort = calleePort;
  }

  /** The users of the phones, each of which is its own secret. */
  static List<String> phones() {
    return Post.all().stream().flatMap(post -> post.phones().stream()).distinct().toList();
  }

  static Handset.Habit habitOf(String phone) {
    return postsOf(phone).getFirst().habit();
  }

  private static List<Post> postsOf(String phone) {
    return Post.all().stream().filter(post -> post.phones().contains(phone)).toList();
  }

  /** Whose lamps are watched: an agent, two queues. */
  static List<String> watched() {
    return List.of(
        agent(0).digits(), Post.PLAIN.code().digits(), Post.TWO_LINES_EMERGENCY.code().digits());
  }

  Directory directory() {
    var devices = new ArrayList<Device>();
    var people = new ArrayList<Extension>();
    for (int i = 0; i < phones().size(); i++) {
      devices.add(
          new Device(new DeviceId(phones().get(i)), Device.Kind.DESK_PHONE, Encryption.OFF));
      people.add(new Extension(agent(i), "Rehearsal", Extension.Role.TRIAGIST, Language.DUTCH));
    }
    var numbers = new ArrayList<Number>();
    numbers.add(new Number(number(TO_OUTSIDE), List.of(new Destination.ToNumber(number(DOCTOR)))));
    for (Post post : Post.all()) {
      numbers.add(new Number(number(post.number()), List.of(new Destination.ToQueue(post.code()))));
    }
    return new Directory(
        1,
        Organisation.UNNAMED,
        devices,
        people,
        Post.all().stream().map(RehearsedOrganisation::queue).toList(),
        numbers,
        List.of(trunk("callee", calleePort), trunk("caller", callerPort)),
        List.of(),
        MobilePhones.NONE);
  }

  Standing standing() {
    var agents = new ArrayList<AgentStanding>();
    for (int i = 0; i < phones().size(); i++) {
      String phone = phones().get(i);
      agents.add(
          new AgentStanding(
              agent(i),
              Optional.of(new DeviceId(phone)),
              postsOf(phone).stream().map(Post::code).toList(),
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

  private static Queue queue(Post post) {
    return new Queue(
        post.code(),
        "Rehearsal",
        post.urgency(),
        post.urgency() == Urgency.EMERGENCY
            ? Queue.RingStrategy.RING_ALL
            : Queue.RingStrategy.LONGEST_IDLE,
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
