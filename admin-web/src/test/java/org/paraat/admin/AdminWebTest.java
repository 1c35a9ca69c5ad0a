package org.paraat.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminWebTest {

  @Test
  void aTakenAddressIsSaidByName() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AdminWeb web = on(taken.getLocalPort());
      var refused = assertThrows(IllegalStateException.class, web::start);
      assertTrue(refused.getMessage().contains("127.0.0.1:" + taken.getLocalPort()));
      web.stop();
    }
  }

  @Test
  void stoppingFreesThePortAndStoppingAgainDoesNoHarm() {
    AdminWeb first = on(0);
    int port = first.start();
    first.stop();
    first.stop();
    AdminWeb second = on(port);
    assertEquals(port, second.start());
    second.stop();
  }

  private static AdminWeb on(int port) {
    var platform = new DemoPlatform();
    return new AdminWeb(
        WebSettings.on("127.0.0.1", port),
        new WebPorts(
            platform,
            () -> platform.directory,
            platform,
            platform.closed,
            platform,
            new DemoUsers(),
            platform::isReadyForCalls,
            List::of,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
  }
}
