package org.paraat.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** All tests of a class play on one packaged server with the demo, whose carriers are there. */
abstract class OnTheDemo {
  static Carriers carriers;
  static PackagedServer server;
  private static final List<String> EXPECTED = new ArrayList<>();

  @BeforeAll
  static void startTheDemo() {
    EXPECTED.clear();
    carriers = new Carriers();
    server = PackagedServer.start("demo");
  }

  /** What the log may warn of. */
  static void expects(String... troubles) {
    EXPECTED.addAll(List.of(troubles));
  }

  @AfterAll
  static void stopTheDemo() {
    try {
      server.close();
      assertEquals(List.of(), server.troubles(EXPECTED.toArray(String[]::new)));
    } finally {
      carriers.close();
    }
  }
}
