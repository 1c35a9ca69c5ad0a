package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a baresip is told in files, and what it leaves in files. */
record BaresipFolder(Path path) {
  private static final int SECONDS_OF_TONE = 60;
  private static final int RTP_PORTS = 20;

  /**
   * A new folder.
   *
   * @param account in the words of baresip
   * @param hertz of the tone that it sends
   * @param rate samples a second, of what it sends and of what it records
   */
  static BaresipFolder of(
      String name, String account, int sipPort, int controlPort, int hertz, int rate) {
    Path folder = House.folderFor("baresip-" + name);
    try {
      Path tone = Sound.tone(folder, hertz, SECONDS_OF_TONE, rate);
      Files.createDirectories(folder.resolve("heard"));
      Files.writeString(folder.resolve("accounts"), account + "\n");
      Files.writeString(folder.resolve("contacts"), "");
      Files.writeString(
          folder.resolve("config"), configuration(folder, sipPort, controlPort, tone, rate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BaresipFolder(folder);
  }

  private static String configuration(
      Path folder, int sipPort, int controlPort, Path tone, int rate) {
    int rtp = FreePorts.block(RTP_PORTS);
    return """
        poll_method epoll
        net_interface 127.0.0.1
        sip_listen 127.0.0.1:%d
        sip_verify_server no
        call_local_timeout 60
        call_max_calls 4
        audio_source aufile,%s
        audio_player aufile,%s/played.wav
        audio_alert aufile,%s/alert.wav
        ausrc_srate %d
        auplay_srate %d
        ausrc_channels 1
        auplay_channels 1
        audio_level no
        rtp_ports %d-%d
        rtcp_mux no
        jitter_buffer_delay 1-5
        snd_path %s/heard
        module_path %s
        module g711.so
        module g722.so
        module srtp.so
        module aufile.so
        module sndfile.so
        module_tmp account.so
        module_app menu.so
        module_app ctrl_tcp.so
        ctrl_tcp_listen 127.0.0.1:%d
        """
        .formatted(
            sipPort,
            tone,
            folder,
            folder,
            rate,
            rate,
            rtp,
            rtp + RTP_PORTS - 1,
            folder,
            modules(),
            controlPort);
  }

  private static Path modules() {
    return Stream.of("/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules")
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("the modules of baresip are not where they should be"));
  }

  Process start() throws IOException {
    return new ProcessBuilder("baresip", "-f", path.toString())
        .directory(path.toFile())
        .redirectErrorStream(true)
        .redirectOutput(path.resolve("screen").toFile())
        .start();
  }

  /** What it has shown so far. */
  String screen() {
    try {
      return Files.readString(path.resolve("screen"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has heard, a file for each stretch; the newest has the last name. */
  List<Path> recordings() {
    try (Stream<Path> files = Files.list(path.resolve("heard"))) {
      return files.filter(file -> file.toString().endsWith("-dec.wav")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
