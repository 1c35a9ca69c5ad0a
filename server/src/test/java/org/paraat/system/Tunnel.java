package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** TLS for a phone that has none: socat checks our certificate and encrypts what it is given. */
final class Tunnel implements AutoCloseable {
  private final int port = FreePorts.one();
  private final Process process;

  Tunnel(int tlsPort, Path certificate) {
    try {
      process =
          new ProcessBuilder(
                  "socat",
                  "TCP-LISTEN:" + port + ",bind=127.0.0.1,fork,reuseaddr",
                  "OPENSSL:127.0.0.1:" + tlsPort + ",verify=1,cafile=" + certificate)
              .redirectErrorStream(true)
              .redirectOutput(House.folderFor("socat").resolve("screen").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Patience.until("socat listens", Duration.ofSeconds(5), () -> !FreePorts.isFree(port));
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    ForeignProgram.end(process);
  }
}
