package org.paraat.server;

import static org.paraat.server.SettingsReader.bad;
import static org.paraat.server.SettingsReader.between;
import static org.paraat.server.SettingsReader.duration;
import static org.paraat.server.SettingsReader.oneOf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.dialog.SessionTimerSettings;
import org.paraat.sip.registrar.RegistrarSettings;
import org.paraat.sip.transport.Advertised;
import org.paraat.sip.transport.ConnectionBounds;
import org.paraat.sip.transport.Network;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.TlsSettings;
import org.paraat.sip.transport.Transport;

/** Reads the part of the settings that is about SIP. */
final class SipSettingsReader {
  private static final Duration LONGEST_REGISTRATION = Duration.ofHours(24);
  private static final Duration LONGEST_HANDSHAKE = Duration.ofMinutes(1);
  private static final Duration LONGEST_SESSION = Duration.ofHours(24);
  private static final int NAME_SERVER_PORT = 53;
  private static final int LAST_PORT = 65_535;

  private SipSettingsReader() {}

  /**
   * @param address where everything listens that has no address of its own
   */
  static SipSettings read(Config config, String address) throws BadSetting {
    int tlsPort = between(config, "sip.tls.port", 0, LAST_PORT);
    int port = tlsPort == 0 ? config.getInt("sip.port") + 1 : tlsPort;
    return new SipSettings(
        addresses(config, address),
        port,
        tls(config, port),
        advertised(config),
        bounds(config),
        between(config, "sip.dscp", 0, 63),
        registrations(config),
        sessionTimers(config),
        list(config, "sip.websocket.origins"),
        nameServers(config));
  }

  private static List<InetSocketAddress> nameServers(Config config) throws BadSetting {
    List<InetSocketAddress> found = new ArrayList<>();
    for (String written : list(config, "sip.name-servers")) {
      String text = written.strip();
      int colon = text.lastIndexOf(':');
      boolean hasPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
      String host = (hasPort ? text.substring(0, colon) : text).replaceAll("[\\[\\]]", "");
      try {
        int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : NAME_SERVER_PORT;
        found.add(SipAddress.of(Transport.UDP, host, port).address());
      } catch (IllegalArgumentException e) {
        throw bad(config, "sip.name-servers", "addresses in digits, such as 192.0.2.53");
      }
    }
    return found;
  }

  private static List<String> addresses(Config config, String address) throws BadSetting {
    List<String> written = list(config, "sip.addresses");
    List<String> found = new ArrayList<>();
    for (String each : written) {
      try {
        found.add(InetAddress.getByName(each).getHostAddress());
      } catch (UnknownHostException e) {
        throw bad(config, "sip.addresses", "addresses of this machine, such as 192.0.2.10");
      }
    }
    return found.isEmpty() ? List.of(address) : found;
  }

  private static Optional<TlsSettings> tls(Config config, int port) throws BadSetting {
    String certificate = config.getString("sip.tls.certificate");
    String key = config.getString("sip.tls.key");
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    } else if (key.isEmpty()) {
      throw bad(config, "sip.tls.key", "the file with the key of sip.tls.certificate");
    } else if (certificate.isEmpty()) {
      throw bad(config, "sip.tls.certificate", "the file with the certificate of sip.tls.key");
    }
    TlsSettings tls =
        TlsSettings.on(port, Path.of(certificate), Path.of(key))
            .asking(
                oneOf(config, "sip.tls.client-certificate", TlsSettings.ClientCertificate.class))
            .expecting(oneOf(config, "sip.tls.server-name", TlsSettings.ServerName.class));
    String trusted = config.getString("sip.tls.trusted");
    return Optional.of(trusted.isEmpty() ? tls : tls.trusting(Path.of(trusted)));
  }

  private static Advertised advertised(Config config) throws BadSetting {
    List<Advertised.Rule> rules = new ArrayList<>();
    for (String line : list(config, "sip.advertised")) {
      String[] words = line.strip().split("\\s+");
      Optional<Network> network = words.length == 2 ? Network.parse(words[0]) : Optional.empty();
      if (network.isEmpty() || !SipAddress.isNumeric(words[1])) {
        throw bad(
            config, "sip.advertised", "a network and an address each, as 10.0.0.0/8 10.1.2.3");
      }
      rules.add(new Advertised.Rule(network.get(), words[1]));
    }
    String otherwise = config.getString("advertised-address");
    return new Advertised(
        rules,
        otherwise.isEmpty()
            ? Optional.empty()
            : Optional.of(SettingsReader.address(config, "advertised-address")));
  }

  private static ConnectionBounds bounds(Config config) throws BadSetting {
    return ConnectionBounds.usual()
        .connections(
            between(config, "sip.connections.most", 1, 1_000_000),
            between(config, "sip.connections.most-of-source", 1, 1_000_000))
        .handshakes(
            between(config, "sip.tls.most-handshakes", 1, 100_000),
            duration(config, "sip.tls.longest-handshake", LONGEST_HANDSHAKE));
  }

  private static RegistrarSettings registrations(Config config) throws BadSetting {
    Duration shortest = duration(config, "sip.registration.shortest", LONGEST_REGISTRATION);
    Duration usual = duration(config, "sip.registration.usual", LONGEST_REGISTRATION);
    Duration longest = duration(config, "sip.registration.longest", LONGEST_REGISTRATION);
    if (usual.compareTo(shortest) < 0 || longest.compareTo(usual) < 0) {
      throw bad(config, "sip.registration.usual", "between sip.registration.shortest and .longest");
    }
    return RegistrarSettings.usual().lasting(shortest, usual, longest);
  }

  private static SessionTimerSettings sessionTimers(Config config) throws BadSetting {
    Duration interval = duration(config, "sip.session-timer.interval", LONGEST_SESSION);
    Duration shortest = duration(config, "sip.session-timer.shortest", LONGEST_SESSION);
    if (shortest.compareTo(SessionTimerSettings.LEAST) < 0) {
      throw bad(config, "sip.session-timer.shortest", "90s or more");
    }
    if (!interval.isZero() && interval.compareTo(shortest) < 0) {
      throw bad(config, "sip.session-timer.interval", "0, or at least sip.session-timer.shortest");
    }
    return new SessionTimerSettings(interval, shortest);
  }

  /** A list of the file, or one text with commas of the environment or the command line. */
  private static List<String> list(Config config, String key) {
    return config.getValue(key).valueType() == ConfigValueType.LIST
        ? config.getStringList(key)
        : Arrays.stream(config.getString(key).split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
  }
}
