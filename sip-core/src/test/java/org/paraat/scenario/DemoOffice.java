package org.paraat.scenario;

import java.time.Duration;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;

/** The demo organisation: the same outside face that a newcomer meets, with nobody logged in. */
final class DemoOffice {
  private DemoOffice() {}

  static Office described() {
    var post =
        new Office()
            .queue("Triage", q -> q.code("999").wrapUp(Duration.ofSeconds(2)))
            .queue("Spoed", q -> q.code("900").emergency().ringsAll().number("0880000112"))
            .queue("Informatie", q -> q.code("998").number("0880000198"));
    for (int desk = 1; desk <= 8; desk++) {
      post.device("desk" + desk);
      post.personWithoutPhone("120" + desk);
      post.directNumber("088000120" + desk, "120" + desk);
    }
    post.device("soft1").device("soft2").personWithoutPhone("1234");
    post.personWithoutPhone("1301").personWithoutPhone("1401");
    return post.carrier("carrier-a")
        .carrier("carrier-b")
        .position("meldtekst", "Open", Office.announcement("meldtekst-open"))
        .position("meldtekst", "Gesloten", Office.lastAnnouncement("meldtekst-gesloten"))
        .position("meldtekst", "Waarneming", Office.announcement("meldtekst-waarneming"))
        .position("meldtekst", "Calamiteit", Office.announcement("meldtekst-calamiteit"))
        .position("hap", "Open", new Destination.ToQueue(new QueueCode("999")))
        .position("hap", "Gesloten", Office.lastAnnouncement("hap-gesloten"))
        .position("hap", "Externe doorschakeling", Office.outsideNumber("0600000021"))
        .position("hap", "Calamiteit", new Destination.ToMobileConnect())
        .number("0880000100", Office.atSwitch("meldtekst"), Office.atSwitch("hap"))
        .number("0880000199", new Destination.ToSosLine())
        .number("0880000150", Office.outsideNumber("0600000050"))
        .mobileConnect("082780", "0600000001", "0600000002", "0600000003")
        .sosPhones("0600000011", "0600000012");
  }

  /** Somebody logs in and signs on, as they do in the morning. */
  static void startsWork(Office post, String extension, String device, String... queues) {
    TestPhone phone = post.atDevice(device);
    phone.dials("*1").hears("enter-extension").presses(extension + "#").hears("logged-in").isDone();
    for (String queue : queues) {
      phone.dials("*48*" + queue).hears("signed-on").isDone();
    }
  }

  static Destination extension(String number) {
    return new Destination.ToExtension(new ExtensionNumber(number));
  }
}
