package org.paraat.media.sdp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866), reduced to what matters for one audio stream; {@code toString}
 * writes it as it goes on the wire.
 */
public record SessionDescription(Origin origin, List<StreamDescription> streams) {

  public SessionDescription {
    streams = List.copyOf(streams);
  }

  /**
   * Reads a body of type {@code application/sdp}: at most 8 KiB; lines that do not concern us are
   * skipped.
   *
   * @throws NotNegotiable when it is no session description
   */
  public static SessionDescription parse(String text) throws NotNegotiable {
    return new DescriptionReader(text).read();
  }

  /** What its author speaks of our codecs in the first audio stream that it wants, best first. */
  public List<AudioCodec> codecs() {
    return streams.stream()
        .filter(stream -> stream.isAudio() && stream.port() != 0)
        .findFirst()
        .map(StreamDescription::payloads)
        .orElse(List.of())
        .stream()
        .flatMap(payload -> payload.codec().stream())
        .distinct()
        .toList();
  }

  /** Where its author wants the sound; empty while it holds, or names no address. */
  public Optional<InetAddress> audioAddress() {
    return streams.stream()
        .filter(stream -> stream.isAudio() && stream.port() != 0)
        .findFirst()
        .flatMap(StreamDescription::connection)
        .flatMap(SessionDescription::literal)
        .filter(address -> !address.isAnyLocalAddress());
  }

  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(400).append("v=0\r\n");
    text.append("o=").append(origin.username()).append(' ').append(origin.sessionId());
    text.append(' ').append(origin.version()).append(" IN ");
    text.append(StreamDescription.family(origin.address())).append(' ').append(origin.address());
    text.append("\r\ns=-\r\n");
    Optional<String> shared = sharedConnection();
    shared.ifPresent(address -> StreamDescription.writeConnection(text, address));
    text.append("t=0 0\r\n");
    streams.forEach(stream -> stream.writeTo(text, shared.isEmpty()));
    return text.toString();
  }

  private Optional<String> sharedConnection() {
    if (streams.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> first = streams.getFirst().connection();
    return streams.stream().allMatch(stream -> stream.connection().equals(first))
        ? first
        : Optional.empty();
  }
}
