package org.paraat.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.media.srtp.CryptoLine;

/** An m= line while its attributes are being read. */
final class StreamUnderConstruction {
  private static final int GREATEST_PAYLOAD_TYPE = 127;
  private static final int GREATEST_PTIME = 1000;
  private static final int GREATEST_PORT = 65_535;
  private static final int MOST_CRYPTO_LINES = 16;
  private static final int GREATEST_CLOCK_RATE = 999_999_999;

  private final String media;
  private final int port;
  private final String transport;
  private final List<String> formats;
  private final Map<Integer, PayloadFormat> mapped = new LinkedHashMap<>();
  private final Map<Integer, String> parameters = new LinkedHashMap<>();
  private final List<CryptoLine> crypto = new ArrayList<>();
  private OptionalInt ptime = OptionalInt.empty();
  private OptionalInt maxptime = OptionalInt.empty();
  private OptionalInt controlPort = OptionalInt.empty();
  private Optional<String> controlAddress = Optional.empty();
  private boolean isControlShared;
  Optional<String> connection = Optional.empty();
  Optional<Direction> direction = Optional.empty();

  StreamUnderConstruction(String media, int port, String transport, List<String> formats) {
    this.media = media;
    this.port = port;
    this.transport = transport;
    this.formats = List.copyOf(formats);
  }

  void readAttribute(String name, String content) {
    switch (name) {
      case "rtpmap" -> readMapping(content);
      case "fmtp" -> readParameters(content);
      case "ptime" -> ptime = DescriptionReader.number(content, GREATEST_PTIME);
      case "maxptime" -> maxptime = DescriptionReader.number(content, GREATEST_PTIME);
      case "rtcp" -> readControl(content);
      case "crypto" -> readCrypto(content);
      case "rtcp-mux" -> isControlShared = true;
      default -> {
        // Candidates, fingerprints, feedback and the like: nothing that we speak.
      }
    }
  }

  // A mapping that cannot be read leaves its number without a meaning: the others still count.
  private void readMapping(String content) {
    List<String> fields = Fields.of(content, 2);
    OptionalInt number = DescriptionReader.number(fields.get(0), GREATEST_PAYLOAD_TYPE);
    if (number.isEmpty() || fields.size() < 2) {
      return;
    }
    String[] parts = fields.get(1).split("/");
    OptionalInt rate =
        parts.length < 2
            ? OptionalInt.empty()
            : DescriptionReader.number(parts[1].strip(), GREATEST_CLOCK_RATE);
    OptionalInt channels =
        parts.length < 3 ? OptionalInt.of(1) : DescriptionReader.number(parts[2].strip(), 255);
    String encoding = parts[0].strip();
    if (rate.isEmpty() || channels.isEmpty() || encoding.isEmpty()) {
      return;
    }
    mapped.put(
        number.getAsInt(),
        new PayloadFormat(number.getAsInt(), encoding, rate.getAsInt(), channels.getAsInt(), ""));
  }

  private void readCrypto(String content) {
    if (crypto.size() < MOST_CRYPTO_LINES) {
      CryptoLine.parse(content).ifPresent(crypto::add);
    }
  }

  // RFC 3605: a port, and perhaps "IN IP4" with an address behind it.
  private void readControl(String content) {
    List<String> fields = Fields.of(content);
    controlPort = DescriptionReader.number(fields.get(0), GREATEST_PORT);
    controlAddress =
        controlPort.isPresent() && fields.size() == 4
            ? Optional.of(fields.get(3))
            : Optional.empty();
  }

  private void readParameters(String content) {
    List<String> fields = Fields.of(content, 2);
    OptionalInt number = DescriptionReader.number(fields.get(0), GREATEST_PAYLOAD_TYPE);
    if (number.isPresent() && fields.size() == 2) {
      parameters.put(number.getAsInt(), fields.get(1).strip());
    }
  }

  StreamDescription described(Optional<String> sessionConnection, Direction sessionDirection) {
    List<PayloadFormat> payloads = new ArrayList<>();
    if (transport.toUpperCase(Locale.ROOT).contains("RTP/")) {
      for (String format : formats) {
        DescriptionReader.number(format, GREATEST_PAYLOAD_TYPE)
            .ifPresent(number -> payloads.add(payload(number)));
      }
    }
    return new StreamDescription(
        media,
        port,
        transport,
        formats,
        connection.or(() -> sessionConnection),
        direction.orElse(sessionDirection),
        ptime,
        maxptime,
        new ControlPort(controlPort, controlAddress, isControlShared),
        crypto,
        payloads);
  }

  private PayloadFormat payload(int number) {
    PayloadFormat known = mapped.getOrDefault(number, PayloadFormat.byNumberAlone(number));
    return new PayloadFormat(
        number,
        known.encoding(),
        known.clockRate(),
        known.channels(),
        parameters.getOrDefault(number, ""));
  }
}
