package org.paraat.system.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an rtpengine for relays, in its control protocol: bencoded dictionaries over UDP. */
final class RtpengineControl implements AutoCloseable {
  private static final int TWO_SECONDS = 2_000;
  private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final int port;
  private int asked;

  RtpengineControl(int port) throws IOException {
    this.port = port;
    socket.setSoTimeout(TWO_SECONDS);
  }

  /** Opens so many calls, each with an offer from one side and an answer from the other. */
  void open(SoundStreams sound, int calls) throws IOException {
    for (int i = 0; i < calls; i++) {
      String forCallee = ask("offer", i, text("sdp") + text(sdp(sound.open("a" + i))));
      String forCaller =
          ask(
              "answer",
              i,
              text("sdp") + text(sdp(sound.open("b" + i))) + text("to-tag") + text("b"));
      sound.connected("b" + i, portIn(forCallee));
      sound.connected("a" + i, portIn(forCaller));
    }
  }

  void close(int calls) throws IOException {
    for (int i = 0; i < calls; i++) {
      ask("delete", i, "");
    }
  }

  /** The keys of a dictionary are in order; those of {@code rest} follow {@code from-tag}. */
  private String ask(String command, int call, String rest) throws IOException {
    String cookie = "load" + asked++;
    String request =
        cookie
            + " d"
            + text("call-id")
            + text("load-" + call)
            + text("command")
            + text(command)
            + text("from-tag")
            + text("a")
            + rest
            + "e";
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    var answer = new DatagramPacket(new byte[8192], 8192);
    socket.receive(answer);
    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
  }

  private static String text(String value) {
    return value.length() + ":" + value;
  }

  private static String sdp(int rtpPort) {
    String message = SipText.sound(rtpPort);
    return message.substring(message.indexOf("v=0"));
  }

  private static int portIn(String answer) {
    Matcher found = PORT.matcher(answer);
    if (!found.find()) {
      throw new IllegalStateException("rtpengine said " + answer);
    }
    return Integer.parseInt(found.group(1));
  }

  @Override
  public void close() {
    socket.close();
  }
}
