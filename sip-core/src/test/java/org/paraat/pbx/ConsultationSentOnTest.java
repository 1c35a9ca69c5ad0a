package org.paraat.pbx;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Prompts;

/** Who is consulted sends the one who asks on, who hands the patient over at the same time. */
class ConsultationSentOnTest {
  private static final String DOCTOR = "0633333333";

  private final PbxTester post = PbxTester.withPeople("1201", "1202");
  private final LegId patient = post.outside("0611111111", "0880001201");
  private final LegId first = post.at("desk1");
  private final LegId asks;
  private final LegId consulted;
  private final LegId doctor;

  ConsultationSentOnTest() {
    post.answers(first);
    post.holds(first);
    asks = post.phone("desk1", "1202");
    consulted = post.at("desk2");
    post.answers(consulted);
    post.transfers(consulted, DOCTOR);
    doctor = post.atNumber("carrier-a", DOCTOR);
    post.rings(doctor);
    post.passes(ofSeconds(1));
    post.transfers(first, asks);
  }

  @Test
  void whoWasConsultedHasDoneTheirPart() {
    assertEquals(Optional.of(Command.TransferState.DONE), post.reportOf(consulted));
    assertTrue(post.isOver(consulted));
    assertTrue(post.isOver(asks));
    assertEquals(List.of(Prompts.RINGBACK), post.hears(patient));
    post.answers(doctor);
    assertTrue(post.isBridged(patient, doctor));
    assertTrue(post.isOver(first));
    post.hangsUp(patient);
    post.isAtRest();
  }

  @Test
  void theDoctorWhoDoesNotAnswerLeavesThePatientWithWhoHandedOver() {
    post.fails(doctor, Cause.BUSY, 486);
    post.resumes(first);
    assertTrue(post.isBridged(patient, first));
    post.hangsUp(patient);
    post.isAtRest();
  }
}
