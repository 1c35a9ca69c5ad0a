package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.paraat.pbx.vocabulary.Change.AgentChanged;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.pbx.vocabulary.Standing.Pause;
import org.paraat.provisioning.database.Transaction;

/** What people have set: where they are logged in, their queues, and whether they pause. */
public final class AgentStore {

  public List<AgentStanding> standings(Transaction transaction) {
    var queues = new LinkedHashMap<String, List<QueueCode>>();
    transaction.forEach(
        "SELECT extension, queue FROM agent_memberships ORDER BY extension, queue",
        row ->
            queues
                .computeIfAbsent(row.text("extension"), extension -> new ArrayList<>())
                .add(new QueueCode(row.text("queue"))));
    return transaction.list(
        "SELECT extension, device, pause FROM agent_standings ORDER BY extension",
        row ->
            new AgentStanding(
                new ExtensionNumber(row.text("extension")),
                row.optionalText("device").map(DeviceId::new),
                List.copyOf(queues.getOrDefault(row.text("extension"), List.of())),
                row.word("pause", Pause.class)));
  }

  /**
   * Writes what agents have set, at most once each; may be repeated. People and queues that are no
   * longer configured are passed over.
   */
  public void save(Transaction transaction, List<AgentChanged> changes) {
    var standings = new ArrayList<Object[]>();
    var left = new ArrayList<Object[]>();
    var memberships = new ArrayList<Object[]>();
    for (AgentChanged change : changes) {
      AgentStanding agent = change.agent();
      String extension = agent.extension().digits();
      standings.add(
          new Object[] {agent.device().map(DeviceId::user), agent.pause(), change.at(), extension});
      left.add(new Object[] {extension});
      for (QueueCode queue : agent.queues()) {
        memberships.add(new Object[] {extension, queue.digits()});
      }
    }
    transaction.changeAll(
        "INSERT INTO agent_standings (extension, device, pause, changed_at)"
            + " SELECT number, ?, ?, ? FROM extensions WHERE number = ?"
            + " ON DUPLICATE KEY UPDATE device = VALUES(device), pause = VALUES(pause),"
            + " changed_at = VALUES(changed_at)",
        standings);
    transaction.changeAll("DELETE FROM agent_memberships WHERE extension = ?", left);
    transaction.changeAll(
        "INSERT INTO agent_memberships (extension, queue)"
            + " SELECT s.extension, q.code FROM agent_standings s JOIN queues q"
            + " WHERE s.extension = ? AND q.code = ?",
        memberships);
  }
}
