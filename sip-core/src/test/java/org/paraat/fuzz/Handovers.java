package org.paraat.fuzz;

import java.util.List;
import java.util.Random;

/** What stands in REFER, Replaces and SUBSCRIBE of who means harm or was written badly. */
public final class Handovers {
  private static final List<String> TARGETS =
      List.of(
          "sip:1301@paraat",
          "sip:1302@10.9.9.9:5070;transport=tcp",
          "sip:%2A681@paraat",
          "sip:*68@paraat",
          "sip:*8@paraat",
          "sip:900@paraat;method=INVITE",
          "sip:1301@paraat;method=BYE",
          "sip:1301:secret@paraat",
          "sip:%31%33%30%31@paraat",
          "sip:%00@paraat",
          "sip:%zz@paraat",
          "sip:" + "1".repeat(5000) + "@paraat",
          "sip:paraat",
          "sip:",
          "sips:1301@paraat",
          "tel:1301",
          "tel:+31612345678;phone-context=x",
          "urn:service:sos",
          "mailto:a@b",
          "");
  private static final List<String> EVENTS =
      List.of(
          "dialog",
          "dialog;id=1",
          "dialog;id=1;id=2",
          "dialog;id=" + "x".repeat(5000),
          "dialog;sla;ma",
          "DIALOG",
          "dialog, refer",
          "message-summary",
          "refer",
          "presence",
          "dialog.winfo",
          ";",
          "");
  private static final List<String> EXPIRES =
      List.of(
          "3600",
          "60",
          "59",
          "1",
          "0",
          "-1",
          "00000000060",
          "2147483648",
          "4294967295",
          "4294967296",
          "99999999999999999999",
          "1e9",
          "60;x",
          "\u0663",
          " ",
          "");
  private static final List<String> WATCHED =
      List.of(
          "1203", "1301", "999", "*1", "*49", "*681", "*48*999", "hap", "%2A681", "%00", "*", "x");

  private final Random random;

  public Handovers(Random random) {
    this.random = random;
  }

  /** The value of Replaces for a dialog: as it should be, twice, in parts, or huge. */
  public String replaces(String callId, String toTag, String fromTag) {
    String whole = callId + ";to-tag=" + toTag + ";from-tag=" + fromTag;
    return switch (random.nextInt(12)) {
      case 0 -> whole + ";early-only";
      case 1 -> callId + ";to-tag=" + toTag;
      case 2 -> whole + ";to-tag=" + fromTag;
      case 3 -> whole + ", " + whole;
      case 4 -> callId + "x".repeat(20_000) + ";to-tag=a;from-tag=b";
      case 5 -> whole + ";p=q".repeat(3000);
      case 6 -> ";to-tag=;from-tag=";
      case 7 -> callId + ";to-tag=\"" + toTag + "\";from-tag=" + fromTag;
      case 8 -> callId + ";to-tag=" + fromTag + ";from-tag=" + toTag;
      default -> whole;
    };
  }

  /** Lines of a REFER: whom to call, and perhaps in the place of which dialog. */
  public String referTo(String replaces) {
    String target = one(TARGETS);
    String uri =
        switch (random.nextInt(8)) {
          case 0, 1 -> target;
          case 2 -> target + "?Replaces=" + replaces;
          case 3 -> target + "?Replaces=" + escaped(replaces) + "&Replaces=" + escaped(replaces);
          case 4 -> target + "?Replaces=" + escaped(escaped(replaces));
          case 5 -> target + "?Replaces=" + escaped(replaces).replace("%3B", "%3");
          default -> target + "?Replaces=" + escaped(replaces);
        };
    String line =
        switch (random.nextInt(8)) {
          case 0 -> "\nRefer-To: " + uri;
          case 1 -> "\nr: \"Arts, 1301\" <" + uri + ">;early";
          case 2 -> "\nRefer-To: <" + uri;
          case 3 -> "\nRefer-To: <" + uri + ">\nRefer-To: <" + one(TARGETS) + ">";
          default -> "\nRefer-To: <" + uri + ">";
        };
    return switch (random.nextInt(6)) {
      case 0 -> line + "\nRequire: norefersub\nRefer-Sub: false";
      case 1 -> line + "\nRefer-Sub: maybe";
      case 2 -> line + "\nReferred-By: " + uri;
      case 3 -> "";
      default -> line;
    };
  }

  /** Lines of a SUBSCRIBE. */
  public String subscription() {
    String lines = "\nEvent: " + one(EVENTS) + "\nExpires: " + one(EXPIRES);
    return switch (random.nextInt(6)) {
      case 0 -> lines + "\nAccept: text/plain";
      case 1 -> lines + "\nEvent: " + one(EVENTS);
      case 2 -> lines + "\nExpires: " + one(EXPIRES);
      case 3 -> lines + "\nSupported: eventlist\nRequire: eventlist";
      default -> lines + "\nAccept: application/dialog-info+xml";
    };
  }

  /** What somebody would watch. */
  public String watched() {
    return one(WATCHED);
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String escaped(String value) {
    return value
        .replace("%", "%25")
        .replace(";", "%3B")
        .replace("=", "%3D")
        .replace("@", "%40")
        .replace("\"", "%22")
        .replace(" ", "%20");
  }
}
