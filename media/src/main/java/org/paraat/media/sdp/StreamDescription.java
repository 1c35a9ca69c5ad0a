package org.paraat.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.media.srtp.CryptoLine;

/**
 * One stream of a description: its m= line with what belongs to it, session-level defaults filled
 * in.
 *
 * @param media {@code audio}, {@code video} ...
 * @param port 0 means rejected or switched off
 * @param transport such as {@code RTP/AVP}
 * @param formats as written in the m= line
 * @param connection the address of the c= line that holds for this stream
 * @param ptime milliseconds of sound in a packet that its author wants to receive
 * @param maxptime the most of them that its author can take
 * @param control where its author wants reports
 * @param crypto how its author can encrypt (RFC 4568), the lines that we can use alone
 * @param payloads the formats that are RTP payload types, in order of preference
 */
public record StreamDescription(
    String media,
    int port,
    String transport,
    List<String> formats,
    Optional<String> connection,
    Direction direction,
    OptionalInt ptime,
    OptionalInt maxptime,
    ControlPort control,
    List<CryptoLine> crypto,
    List<PayloadFormat> payloads) {

  public StreamDescription {
    formats = List.copyOf(formats);
    crypto = List.copyOf(crypto);
    payloads = List.copyOf(payloads);
  }

  boolean isAudio() {
    return media.equals("audio");
  }

  /** Plain RTP; the early-feedback profile differs only in RTCP, which nobody is forced to send. */
  boolean isPlainRtp() {
    return transport.equalsIgnoreCase("RTP/AVP") || transport.equalsIgnoreCase("RTP/AVPF");
  }

  /** RTP that is always encrypted, with keys in the description: not by a handshake (DTLS). */
  boolean isEncryptedRtp() {
    return transport.equalsIgnoreCase("RTP/SAVP") || transport.equalsIgnoreCase("RTP/SAVPF");
  }

  /** The same line refused: RFC 3264 6 wants it kept in its place with port 0. */
  StreamDescription rejected(Optional<String> ourConnection) {
    return new StreamDescription(
        media,
        0,
        transport,
        formats,
        ourConnection,
        Direction.SENDRECV,
        OptionalInt.empty(),
        OptionalInt.empty(),
        ControlPort.NEXT,
        List.of(),
        List.of());
  }

  void writeTo(StringBuilder text, boolean connectionToo) {
    text.append("m=").append(media).append(' ').append(port).append(' ').append(transport);
    formats.forEach(format -> text.append(' ').append(format));
    text.append("\r\n");
    if (connectionToo) {
      connection.ifPresent(address -> writeConnection(text, address));
    }
    for (PayloadFormat payload : payloads) {
      writePayload(text, payload);
    }
    ptime.ifPresent(milliseconds -> text.append("a=ptime:").append(milliseconds).append("\r\n"));
    maxptime.ifPresent(most -> text.append("a=maxptime:").append(most).append("\r\n"));
    writeControl(text);
    crypto.forEach(line -> line.writeTo(text));
    if (port != 0 || direction != Direction.SENDRECV) {
      text.append("a=").append(direction.token()).append("\r\n");
    }
  }

  private void writeControl(StringBuilder text) {
    if (control.port().isPresent()) {
      text.append("a=rtcp:").append(control.port().getAsInt());
      control
          .address()
          .ifPresent(to -> text.append(" IN ").append(family(to)).append(' ').append(to));
      text.append("\r\n");
    }
    if (control.isShared()) {
      text.append("a=rtcp-mux\r\n");
    }
  }

  static void writeConnection(StringBuilder text, String address) {
    text.append("c=IN ").append(family(address)).append(' ').append(address).append("\r\n");
  }

  static String family(String address) {
    return address.indexOf(':') >= 0 ? "IP6" : "IP4";
  }

  private static void writePayload(StringBuilder text, PayloadFormat payload) {
    if (!payload.encoding().isEmpty()) {
      text.append("a=rtpmap:").append(payload.number()).append(' ').append(payload.encoding());
      text.append('/').append(payload.clockRate());
      if (payload.channels() != 1) {
        text.append('/').append(payload.channels());
      }
      text.append("\r\n");
    }
    if (!payload.parameters().isEmpty()) {
      text.append("a=fmtp:").append(payload.number()).append(' ').append(payload.parameters());
      text.append("\r\n");
    }
  }
}
