package org.paraat.provisioning;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.store.ExampleChanges;

/** A platform in a JVM of its own, made to be killed. */
final class ChildPlatform {
  private ChildPlatform() {}

  /**
   * Logs 1201 in, loses a caller, ends a call, says so on standard output, and then waits for its
   * end.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Provisioning provisioning =
        Provisioning.open(ProvisioningTest.demoIn(Path.of(arguments[0])), what -> {})) {
      provisioning
          .storage()
          .save(
              new Change.AgentChanged(
                  Instant.EPOCH,
                  new AgentStanding(
                      new ExtensionNumber("1201"),
                      Optional.of(new DeviceId("desk1")),
                      List.of(new QueueCode("999")),
                      Pause.NOT_PAUSED)));
      provisioning.storage().save(ExampleChanges.toBeCalledBack(1, "+31612345678"));
      provisioning.storage().save(new Change.CallEnded(ExampleChanges.eventful(2)));
      var isKept = new CountDownLatch(1);
      provisioning.storage().whenKept(isKept::countDown);
      isKept.await();
      System.out.println("ready");
      int end = System.in.read();
      System.out.println("told to end: " + end);
    }
  }
}
