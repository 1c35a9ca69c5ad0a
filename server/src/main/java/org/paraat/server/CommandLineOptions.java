package org.paraat.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be said on the command line; {@code --help} prints it. */
@Command(
    name = "scripts/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    version = "Paraat 0.1.0",
    description = {
      "Starts Paraat, a telephone platform that stays reachable when everything else fails.",
      "Without --config it starts the demo organisation on 127.0.0.1."
    },
    footer = {
      "",
      "Every option has a setting in the configuration file (see reference.conf in server/src/main/resources)"
          + " and an environment variable: PARAAT_ADDRESS, PARAAT_ADVERTISED_ADDRESS, PARAAT_SIP_PORT,"
          + " PARAAT_SIP_ADDRESSES, PARAAT_SIP_TLS_PORT, PARAAT_SIP_TLS_CERTIFICATE, PARAAT_SIP_TLS_KEY,"
          + " PARAAT_RTP_PORTS, PARAAT_HTTP_PORT, PARAAT_DATA, PARAAT_ORGANISATION, PARAAT_CARRIER_PORT, PARAAT_DATABASE_URL,"
          + " PARAAT_DATABASE_USER, PARAAT_DATABASE_PASSWORD; PARAAT_JAVA_OPTIONS goes to the JVM."
    })
final class CommandLineOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings of a real installation; knows nothing of the demo")
  private Path config;

  @Option(
      names = "--organisation",
      paramLabel = "NAME",
      description = "what fills an empty database: demo (default without --config), bench or none")
  private String organisation;

  @Option(
      names = "--carrier-port",
      paramLabel = "PORT",
      description = "where the demo expects carrier-a; carrier-b is two above it (5080)")
  private String carrierPort;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "where SIP, RTP and HTTP listen (127.0.0.1)")
  private String address;

  @Option(names = "--sip-port", paramLabel = "PORT", description = "SIP over UDP and TCP (5060)")
  private String sipPort;

  @Option(
      names = "--sip-addresses",
      paramLabel = "ADDRESS,...",
      description = "where SIP alone listens, when not at --address")
  private String sipAddresses;

  @Option(
      names = "--sip-tls-port",
      paramLabel = "PORT",
      description = "SIP over TLS (one above the port of SIP: 5061)")
  private String sipTlsPort;

  @Option(
      names = "--sip-tls-certificate",
      paramLabel = "FILE",
      description = "PEM file with our certificate; the demo makes one that nobody signed")
  private String sipTlsCertificate;

  @Option(names = "--sip-tls-key", paramLabel = "FILE", description = "PEM file with its key")
  private String sipTlsKey;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "portal, API, SIP over WebSocket, health and metrics (8080)")
  private String httpPort;

  @Option(
      names = "--rtp-ports",
      paramLabel = "FIRST-LAST",
      description = "UDP ports for sound (20000-29999)")
  private String rtpPorts;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where the database and the journal are kept (data)")
  private String data;

  @Option(
      names = "--journal",
      description = "record the events of this life in the data folder, for replay")
  private boolean recordsJournal;

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  /** What was given, by the key of the configuration file. */
  Map<String, String> given() {
    var given = new LinkedHashMap<String, String>();
    if (config == null) {
      given.put("organisation", "demo");
    }
    put(given, "organisation", organisation);
    put(given, "carrier-port", carrierPort);
    put(given, "address", address);
    put(given, "sip.port", sipPort);
    put(given, "sip.addresses", sipAddresses);
    put(given, "sip.tls.port", sipTlsPort);
    put(given, "sip.tls.certificate", sipTlsCertificate);
    put(given, "sip.tls.key", sipTlsKey);
    put(given, "http.port", httpPort);
    put(given, "rtp.ports", rtpPorts);
    put(given, "data", data);
    if (recordsJournal) {
      given.put("journal.record", "true");
    }
    return given;
  }

  private static void put(Map<String, String> given, String key, String value) {
    if (value != null) {
      given.put(key, value);
    }
  }
}
