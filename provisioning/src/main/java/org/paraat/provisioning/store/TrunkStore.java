package org.paraat.provisioning.store;

import java.util.List;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.SilenceWatch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.provisioning.database.Transaction;

/** The carriers' lines in order of preference. */
public final class TrunkStore {

  /** After those that are there already. */
  public void add(Transaction transaction, Trunk trunk) {
    transaction.change(
        "INSERT INTO trunks (name, preference, host, port, transport, probe_every,"
            + " missed_probes_until_down, silence_until_next, trying_until_next, encryption, silence_watch)"
            + " SELECT ?, COALESCE(MAX(preference), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM trunks",
        trunk.id().name(),
        trunk.host(),
        trunk.port(),
        trunk.transport(),
        trunk.probeEvery(),
        trunk.missedProbesUntilDown(),
        trunk.silenceUntilNext(),
        trunk.tryingUntilNext(),
        trunk.encryption(),
        trunk.silenceWatch());
  }

  public List<Trunk> all(Transaction transaction) {
    return transaction.list(
        "SELECT name, host, port, transport, probe_every, missed_probes_until_down,"
            + " silence_until_next, trying_until_next, encryption, silence_watch FROM trunks ORDER BY preference",
        row ->
            new Trunk(
                new TrunkId(row.text("name")),
                row.text("host"),
                row.smallNumber("port"),
                row.word("transport", Trunk.Transport.class),
                row.duration("probe_every"),
                row.smallNumber("missed_probes_until_down"),
                row.duration("silence_until_next"),
                row.duration("trying_until_next"),
                row.word("encryption", Encryption.class),
                row.word("silence_watch", SilenceWatch.class)));
  }
}
