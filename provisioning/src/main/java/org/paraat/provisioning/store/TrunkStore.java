package org.paraat.provisioning.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.paraat.pbx.directory.Channels;
import org.paraat.pbx.directory.Encryption;
import org.paraat.pbx.directory.NumberFormat;
import org.paraat.pbx.directory.SilenceWatch;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.provisioning.database.Row;
import org.paraat.provisioning.database.Transaction;

/** The carriers' lines in order of preference. */
public final class TrunkStore {
  private static final String COLUMNS =
      "name, transport, probe_every, missed_probes_until_down, silence_until_next,"
          + " trying_until_next, encryption, silence_watch, trust, numbers, forwarding, withheld,"
          + " account_user, account_domain, account_proven_as, account_joining,"
          + " account_registered_for, channels, channels_for_emergencies";

  private static final Duration USUAL_REGISTRATION = Duration.ofHours(1);
  private static final String NETWORK = "NETWORK";
  private static final String CERTIFICATE = "CERTIFICATE";

  /** After those that are there already. */
  public void add(Transaction transaction, Trunk trunk) {
    String name = trunk.id().name();
    Trunk.Patience patience = trunk.patience();
    Trunk.Conventions agreed = trunk.conventions();
    Optional<Trunk.Account> account = trunk.account();
    transaction.change(
        "INSERT INTO trunks (preference, "
            + COLUMNS
            + ") SELECT COALESCE(MAX(preference), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ? FROM trunks",
        name,
        trunk.peering().transport(),
        patience.probeEvery(),
        patience.missedProbesUntilDown(),
        patience.silenceUntilNext(),
        patience.tryingUntilNext(),
        trunk.encryption(),
        trunk.silenceWatch(),
        agreed.trust(),
        agreed.numbers(),
        agreed.forwarding(),
        agreed.withheld(),
        account.map(Trunk.Account::user),
        account.map(Trunk.Account::domain),
        account.map(Trunk.Account::provenAs),
        account.map(Trunk.Account::joining),
        account.map(Trunk.Account::registeredFor).orElse(USUAL_REGISTRATION),
        trunk.channels().all(),
        trunk.channels().forEmergencies());
    addServers(transaction, trunk);
    addSources(transaction, trunk);
  }

  private static void addServers(Transaction transaction, Trunk trunk) {
    var rows = new ArrayList<Object[]>();
    for (Trunk.Server server : trunk.peering().servers()) {
      rows.add(
          new Object[] {
            trunk.id().name(),
            rows.size() + 1,
            server.host(),
            server.port(),
            server.priority(),
            server.weight()
          });
    }
    transaction.changeAll(
        "INSERT INTO trunk_servers (trunk, position, host, port, priority, weight)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static void addSources(Transaction transaction, Trunk trunk) {
    var rows = new ArrayList<Object[]>();
    for (Trunk.Source source : trunk.peering().sources()) {
      int position = rows.size() + 1;
      rows.add(
          switch (source) {
            case Trunk.Source.FromNetwork(var network) ->
                new Object[] {trunk.id().name(), position, NETWORK, network};
            case Trunk.Source.WithCertificate(var name) ->
                new Object[] {trunk.id().name(), position, CERTIFICATE, name};
          });
    }
    transaction.changeAll(
        "INSERT INTO trunk_sources (trunk, position, kind, value) VALUES (?, ?, ?, ?)", rows);
  }

  /**
   * @param sealedSecret what {@link SecretSeal} made of it
   */
  public void setSecret(Transaction transaction, TrunkId trunk, String sealedSecret) {
    transaction.change(
        "UPDATE trunks SET account_secret = ? WHERE name = ?", sealedSecret, trunk.name());
  }

  /** Those that there are, sealed as they are stored. */
  public SequencedMap<TrunkId, String> secrets(Transaction transaction) {
    var secrets = new LinkedHashMap<TrunkId, String>();
    transaction.forEach(
        "SELECT name, account_secret FROM trunks WHERE account_secret IS NOT NULL"
            + " ORDER BY preference",
        row -> secrets.put(new TrunkId(row.text("name")), row.text("account_secret")));
    return Collections.unmodifiableSequencedMap(secrets);
  }

  public List<Trunk> all(Transaction transaction) {
    Map<String, List<Trunk.Server>> servers = new LinkedHashMap<>();
    transaction.forEach(
        "SELECT trunk, host, port, priority, weight FROM trunk_servers ORDER BY trunk, position",
        row ->
            servers
                .computeIfAbsent(row.text("trunk"), _ -> new ArrayList<>())
                .add(
                    new Trunk.Server(
                        row.text("host"),
                        row.smallNumber("port"),
                        row.smallNumber("priority"),
                        row.smallNumber("weight"))));
    Map<String, List<Trunk.Source>> sources = new LinkedHashMap<>();
    transaction.forEach(
        "SELECT trunk, kind, value FROM trunk_sources ORDER BY trunk, position",
        row ->
            sources
                .computeIfAbsent(row.text("trunk"), _ -> new ArrayList<>())
                .add(source(row.text("kind"), row.text("value"))));
    return transaction.list(
        "SELECT " + COLUMNS + " FROM trunks ORDER BY preference",
        row ->
            trunk(
                row,
                servers.getOrDefault(row.text("name"), List.of()),
                sources.getOrDefault(row.text("name"), List.of())));
  }

  private static Trunk.Source source(String kind, String value) {
    return switch (kind) {
      case NETWORK -> new Trunk.Source.FromNetwork(value);
      case CERTIFICATE -> new Trunk.Source.WithCertificate(value);
      default -> throw new IllegalStateException("no kind of source: " + kind);
    };
  }

  private static Trunk trunk(Row row, List<Trunk.Server> servers, List<Trunk.Source> sources) {
    return new Trunk(
        new TrunkId(row.text("name")),
        new Trunk.Peering(servers, sources, row.word("transport", Trunk.Transport.class)),
        new Trunk.Patience(
            row.duration("probe_every"),
            row.smallNumber("missed_probes_until_down"),
            row.duration("silence_until_next"),
            row.duration("trying_until_next")),
        row.word("encryption", Encryption.class),
        row.word("silence_watch", SilenceWatch.class),
        row.optionalText("account_user").map(user -> account(user, row)),
        new Trunk.Conventions(
            row.word("trust", Trunk.Trust.class),
            row.word("numbers", NumberFormat.class),
            row.word("forwarding", Trunk.Forwarding.class),
            row.word("withheld", Trunk.Withheld.class)),
        new Channels(row.smallNumber("channels"), row.smallNumber("channels_for_emergencies")));
  }

  private static Trunk.Account account(String user, Row row) {
    return new Trunk.Account(
        user,
        row.optionalText("account_domain").orElse(""),
        row.optionalText("account_proven_as").orElse(""),
        row.optionalWord("account_joining", Trunk.Joining.class).orElse(Trunk.Joining.KNOWN),
        row.duration("account_registered_for"));
  }
}
