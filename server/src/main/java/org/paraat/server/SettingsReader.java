package org.paraat.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads settings: command line before environment before file before the defaults. */
final class SettingsReader {
  private static final int FIRST_FREE_PORT = 1;
  private static final int LAST_PORT = 65_535;

  /** Which environment variable, and which option, sets which key. */
  private static final Map<String, String> VARIABLES = variables();

  private final Map<String, String> environment;

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @param file of this installation; empty for defaults alone
   * @param options by key, from the command line
   * @throws BadSetting with file and line of what is wrong
   */
  Settings read(Optional<Path> file, Map<String, String> options) throws BadSetting {
    try {
      Config defaults = ConfigFactory.parseResources("reference.conf");
      Config own = file.isPresent() ? parsed(file.get()) : ConfigFactory.empty();
      refuseUnknownKeys(own, defaults);
      Config all =
          given(options, "the command line")
              .withFallback(given(fromEnvironment(), "the environment"))
              .withFallback(own)
              .withFallback(defaults)
              .resolve();
      return settings(all.getConfig("paraat"));
    } catch (ConfigException e) {
      throw new BadSetting(e.getMessage());
    }
  }

  private static Config parsed(Path file) throws BadSetting {
    if (!Files.isReadable(file)) {
      throw new BadSetting("cannot read the configuration file " + file);
    }
    return ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static void refuseUnknownKeys(Config own, Config defaults) throws BadSetting {
    for (Map.Entry<String, ConfigValue> entry : own.entrySet()) {
      if (!defaults.hasPath(entry.getKey())) {
        throw new BadSetting(
            place(entry.getValue().origin())
                + ": there is no setting "
                + entry.getKey()
                + "; reference.conf lists them all");
      }
    }
  }

  private Map<String, String> fromEnvironment() {
    var found = new LinkedHashMap<String, String>();
    VARIABLES.forEach(
        (variable, key) -> {
          String value = environment.get(variable);
          if (value != null && !value.isEmpty()) {
            found.put(key, value);
          }
        });
    return found;
  }

  private static Config given(Map<String, String> values, String where) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String key = value.getKey();
      if (key.equals("rtp.ports")) {
        String[] ends = value.getValue().split("-", 2);
        config = with(config, "rtp.first-port", ends[0].strip(), where);
        config = with(config, "rtp.last-port", ends[ends.length - 1].strip(), where);
      } else {
        config = with(config, key, value.getValue(), where);
      }
    }
    return config;
  }

  private static Config with(Config config, String key, String value, String where) {
    return config.withValue(
        "paraat." + key, ConfigValueFactory.fromAnyRef(value, where + " (" + key + ")"));
  }

  private static Settings settings(Config config) throws BadSetting {
    String address = address(config, "address");
    String advertised = config.getString("advertised-address");
    int firstPort = port(config, "rtp.first-port");
    int lastPort = port(config, "rtp.last-port");
    if (lastPort - firstPort < 3) {
      throw bad(config, "rtp.last-port", "at least 3 more than rtp.first-port (" + firstPort + ")");
    }
    return new Settings(
        oneOf(config, "organisation", Settings.Organisation.class),
        port(config, "carrier-port"),
        between(config, "node", 1, 250),
        address,
        advertised.isEmpty() ? address : address(config, "advertised-address"),
        Path.of(config.getString("data")).toAbsolutePath(),
        port(config, "sip.port"),
        SipSettingsReader.read(config, address),
        new Settings.RtpPorts(
            firstPort,
            lastPort,
            between(config, "rtp.loops", 0, 64),
            duration(config, "rtp.rest-after-call", Duration.ofMinutes(10))),
        new Settings.Silence(
            duration(config, "rtp.silence-until-end", Duration.ofHours(4)),
            duration(config, "rtp.silence-on-hold-until-end", Duration.ofHours(24))),
        port(config, "http.port"),
        new Settings.Database(
            config.getString("database.url"),
            config.getString("database.user"),
            config.getString("database.password")),
        duration(config, "start.rehearse-for", Duration.ofMinutes(1)),
        duration(config, "stop.calls-may-last", Duration.ofHours(4)),
        longestConversation(config),
        config.getBoolean("journal.record") ? Settings.Recording.ON : Settings.Recording.OFF);
  }

  private static Duration longestConversation(Config config) throws BadSetting {
    String key = "calls.longest-conversation";
    Duration longest = duration(config, key, Duration.ofDays(7));
    if (longest.compareTo(Duration.ofMinutes(1)) < 0) {
      throw bad(config, key, "at least 1m");
    }
    return longest;
  }

  static String address(Config config, String key) throws BadSetting {
    String written = config.getString(key);
    try {
      if (written.isBlank()) {
        throw bad(config, key, "an address of this machine, such as 192.0.2.10");
      }
      return InetAddress.getByName(written).getHostAddress();
    } catch (UnknownHostException e) {
      throw bad(config, key, "an address of this machine, such as 192.0.2.10");
    }
  }

  static int port(Config config, String key) throws BadSetting {
    return between(config, key, FIRST_FREE_PORT, LAST_PORT);
  }

  static int between(Config config, String key, int least, int most) throws BadSetting {
    int value = config.getInt(key);
    if (value < least || value > most) {
      throw bad(config, key, "a number from " + least + " to " + most);
    }
    return value;
  }

  static Duration duration(Config config, String key, Duration most) throws BadSetting {
    Duration value = config.getDuration(key);
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw bad(config, key, "a time from 0 to " + most.toMinutes() + " minutes, such as 10s");
    }
    return value;
  }

  static <E extends Enum<E>> E oneOf(Config config, String key, Class<E> type) throws BadSetting {
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(config.getString(key))) {
        return value;
      }
    }
    var expected = new StringBuilder("one of");
    for (E value : type.getEnumConstants()) {
      expected.append(' ').append(value.name().toLowerCase(Locale.ROOT));
    }
    throw bad(config, key, expected.toString());
  }

  static BadSetting bad(Config config, String key, String expected) {
    ConfigValue value = config.getValue(key);
    String shown = key.contains("password") ? "" : " is " + value.unwrapped();
    return new BadSetting(place(value.origin()) + ": " + key + shown + "; expected: " + expected);
  }

  private static String place(ConfigOrigin origin) {
    return origin.filename() == null || origin.lineNumber() < 0
        ? origin.description()
        : origin.filename() + " line " + origin.lineNumber();
  }

  private static Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("PARAAT_ORGANISATION", "organisation");
    variables.put("PARAAT_CARRIER_PORT", "carrier-port");
    variables.put("PARAAT_ADDRESS", "address");
    variables.put("PARAAT_ADVERTISED_ADDRESS", "advertised-address");
    variables.put("PARAAT_DATA", "data");
    variables.put("PARAAT_SIP_PORT", "sip.port");
    variables.put("PARAAT_SIP_ADDRESSES", "sip.addresses");
    variables.put("PARAAT_SIP_TLS_PORT", "sip.tls.port");
    variables.put("PARAAT_SIP_TLS_CERTIFICATE", "sip.tls.certificate");
    variables.put("PARAAT_SIP_TLS_KEY", "sip.tls.key");
    variables.put("PARAAT_RTP_PORTS", "rtp.ports");
    variables.put("PARAAT_RTP_REST", "rtp.rest-after-call");
    variables.put("PARAAT_HTTP_PORT", "http.port");
    variables.put("PARAAT_REHEARSE_FOR", "start.rehearse-for");
    variables.put("PARAAT_DATABASE_URL", "database.url");
    variables.put("PARAAT_DATABASE_USER", "database.user");
    variables.put("PARAAT_DATABASE_PASSWORD", "database.password");
    return variables;
  }
}
