package org.paraat.system.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Phones that register again and again with the nonce they have, at a steady rate.
 *
 * <p>{@code RegisterLoad SERVER-PORT PHONES COUNT A-SECOND}: users {@code bench1} and so on; prints
 * one line; ends with 1 when a registration was refused or had to be sent again.
 */
public final class RegisterLoad {
  private static final long SECOND = 1_000_000_000L;
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

  private RegisterLoad() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("SERVER-PORT PHONES COUNT A-SECOND");
    }
    var server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    int phones = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    int perSecond = Integer.parseInt(arguments[3]);
    boolean good;
    try (var wire = new Wire()) {
      var registering = new Registering(wire, server, phones);
      registering.once(phones, Math.min(perSecond, 200), 30 * SECOND);
      long resent = wire.resent();
      registering.forgetTimes();
      long began = System.nanoTime();
      good = registering.once(count, perSecond, (count / perSecond + 20) * SECOND);
      double seconds = (System.nanoTime() - began) / 1e9;
      OUT.printf(
          Locale.ROOT,
          "%d registrations in %.2f s: %.0f a second, challenged %d, refused %d, sent again %d; %s%n",
          count,
          seconds,
          count / seconds,
          registering.challenged(),
          registering.refused(),
          wire.resent() - resent,
          Figures.of(registering.times()));
      good &= registering.refused() == 0 && wire.resent() == resent;
    }
    System.exit(good ? 0 : 1);
  }
}
