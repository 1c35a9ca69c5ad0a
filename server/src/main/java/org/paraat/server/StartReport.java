package org.paraat.server;

import java.io.PrintStream;
import java.time.Duration;
import org.paraat.provisioning.Progress;

/** Tells whoever started Paraat what takes the time, and then how to use it. */
final class StartReport implements Progress {
  private final PrintStream out;
  private final long began = System.nanoTime();
  private volatile boolean isAwaited = true;

  StartReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void doing(String what) {
    out.println("[" + seconds() + " s] " + what);
  }

  @Override
  public boolean isAwaited() {
    return isAwaited;
  }

  /** Whoever started us asks us to stop. */
  void giveUp() {
    isAwaited = false;
  }

  void ready(Settings settings) {
    out.println("[" + seconds() + " s] ready");
    String web = "http://" + settings.address() + ":" + settings.httpPort();
    String sip = settings.advertisedAddress() + ":" + settings.sipPort();
    out.println();
    out.println("  page, API    " + web + "/   " + web + "/api/openapi.yaml");
    out.println("  SIP          " + sip + ", UDP and TCP" + tlsOf(settings));
    out.println("  WebSocket    " + web.replace("http", "ws") + "/sip");
    switch (settings.organisation()) {
      case NONE -> {}
      case DEMO -> demo(sip, web, "127.0.0.1:" + settings.carrierPort());
      case BENCH -> out.println("  organisation for benches: see scripts/bench --help");
    }
    out.println();
    out.println("  Ctrl-C stops it in order.");
  }

  private static String tlsOf(Settings settings) {
    boolean isEncrypted =
        settings.sip().tls().isPresent() || settings.organisation() == Settings.Organisation.DEMO;
    return isEncrypted ? "; TLS at port " + settings.sip().tlsPort() : "";
  }

  private void demo(String sip, String web, String carrier) {
    out.println("  log in       teamleider / demo-teamleider  (admin / demo-admin)");
    out.println();
    out.println("  A phone      user desk1, secret desk1-secret, server " + sip);
    out.println("               (desk1 to desk8, soft1, soft2: secret is the user with -secret)");
    out.println("  Log in       dial *1, then 1201#      (people 1201 to 1208, 1234)");
    out.println(
        "  Sign on      dial *48*999             (queue Triage; 900 Spoed, 998 Informatie)");
    out.println(
        "  Call it      sip:0880000100@" + sip + " from " + carrier + ", or from another phone;");
    out.println("               1202 reaches the person of that extension");
    out.println(
        "  See it       scripts/demo plays all of this; scripts/trace tells why a call went where");
    out.println(
        "  API          curl -H 'Authorization: Bearer demo-admin-token' " + web + "/api/queues");
  }

  private String seconds() {
    Duration taken = Duration.ofNanos(System.nanoTime() - began);
    return "%4d.%d".formatted(taken.toSeconds(), taken.toMillisPart() / 100);
  }
}
