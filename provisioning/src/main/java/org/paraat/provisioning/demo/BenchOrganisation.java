package org.paraat.provisioning.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * Twenty agents who are logged in and signed on to one queue, many phones, a few of them with
 * encryption, a number that leads outside.
 */
final class BenchOrganisation {
  private static final QueueCode QUEUE = new QueueCode("970");
  private static final int AGENTS = 20;

  /** The first ones are the agents'; the others only register. */
  private static final int PHONES = 1_000;

  private static final int FIRST_AGENT = 7001;

  /** Phones that may encrypt and that must, with people who can log in there. */
  private static final int ENCRYPTING_PHONES = 4;

  private static final int FIRST_GUEST = 7101;

  private BenchOrganisation() {}

  static Sample sample(int carrierPort) {
    var devices = new ArrayList<Device>();
    DemoOrganisation.addDevices(devices, "bench", PHONES, Device.Kind.SOFTPHONE, Encryption.OFF);
    DemoOrganisation.addDevices(
        devices, "secure", ENCRYPTING_PHONES, Device.Kind.SOFTPHONE, Encryption.OFFERED);
    DemoOrganisation.addDevices(
        devices, "locked", ENCRYPTING_PHONES, Device.Kind.SOFTPHONE, Encryption.REQUIRED);
    var people = new ArrayList<Extension>();
    for (int i = 0; i < ENCRYPTING_PHONES; i++) {
      people.add(guest(FIRST_GUEST + i));
    }
    var agents = new ArrayList<AgentStanding>();
    for (int i = 0; i < AGENTS; i++) {
      Extension person =
          DemoOrganisation.person(
              "Agent", Integer.toString(FIRST_AGENT + i), Extension.Role.TRIAGIST);
      people.add(person);
      agents.add(
          new AgentStanding(
              person.number(),
              Optional.of(new DeviceId("bench" + (i + 1))),
              List.of(QUEUE),
              Pause.NOT_PAUSED));
    }
    return new Sample(directory(devices, people, carrierPort), Sample.PORTAL_USERS, agents);
  }

  private static Extension guest(int number) {
    return DemoOrganisation.person("Guest", Integer.toString(number), Extension.Role.TRIAGIST);
  }

  private static Directory directory(
      List<Device> devices, List<Extension> people, int carrierPort) {
    return new Directory(
        0,
        DemoOrganisation.organisation("Bench"),
        devices,
        people,
        List.of(
            DemoOrganisation.queue(
                QUEUE, "Bench", Urgency.ROUTINE, Queue.RingStrategy.LONGEST_IDLE, Duration.ZERO)),
        List.of(
            DemoOrganisation.to("0880000700", new Destination.ToQueue(QUEUE)),
            DemoOrganisation.to(
                "0880000750", new Destination.ToNumber(DemoOrganisation.number("0600000750")))),
        DemoOrganisation.trunks("bench-a", "bench-b", carrierPort),
        List.of(),
        MobilePhones.NONE);
  }
}
