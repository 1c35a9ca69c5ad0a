package org.paraat.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key with a lamp, as strict as the strictest phone: it passes over what comes out of order, and
 * notes what may not be said to it.
 */
public final class LampKey {
  private static final Pattern VERSION = Pattern.compile("<dialog-info[^>]* version=\"(\\d+)\"");
  private static final Pattern DIALOG =
      Pattern.compile(
          "<dialog id=\"([^\"]*)\"([^>]*)>\\s*<state>(\\w+)</state>(.*?)</dialog>", Pattern.DOTALL);
  private static final Pattern DISPLAY = Pattern.compile("<remote><identity display=\"([^\"]*)\"");
  private static final List<String> ORDER = List.of("trying", "early", "confirmed", "terminated");

  private final TestPhone phone;
  private final String name;
  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final Map<String, Integer> furthest = new LinkedHashMap<>();
  private final Map<String, Long> numbers = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long version = -1;
  private int told;
  private String subscription = "";
  private String body = "";

  private record Shown(String state, String attributes, String display) {}

  LampKey(TestPhone phone, String name) {
    this.phone = phone;
    this.name = name;
  }

  // --- what it is told ---

  void told(String callId, long number, String state, String content) {
    told++;
    subscription = state;
    body = content;
    long before = numbers.getOrDefault(callId, 0L);
    if (number <= before) {
      faults.add("CSeq " + number + " after " + before);
      return;
    }
    if (numbers.put(callId, number) == null) {
      // a new subscription counts anew
      version = -1;
    }
    Matcher counted = VERSION.matcher(content);
    if (counted.find()) {
      dialogs(Long.parseLong(counted.group(1)), content);
    }
  }

  private void dialogs(long said, String content) {
    if (said <= version) {
      faults.add("version " + said + " after " + version);
      return;
    }
    version = said;
    shown.clear();
    Matcher dialog = DIALOG.matcher(content);
    while (dialog.find()) {
      String id = dialog.group(1);
      int state = ORDER.indexOf(dialog.group(3));
      if (state < furthest.getOrDefault(id, 0) && !id.equals("none")) {
        faults.add(id + " went back to " + dialog.group(3));
      }
      furthest.put(id, state);
      Matcher display = DISPLAY.matcher(dialog.group(4));
      shown.put(
          id, new Shown(dialog.group(3), dialog.group(2), display.find() ? display.group(1) : ""));
    }
  }

  // --- what can be seen ---

  /** Glows steadily. */
  public LampKey isLit() {
    return is("lit", () -> has("confirmed") && !has("early"));
  }

  /** Blinks: it rings, or somebody waits. */
  public LampKey blinks() {
    return is("blinking", () -> has("early"));
  }

  public LampKey isOff() {
    return is("dark", () -> !has("confirmed") && !has("early") && !has("trying"));
  }

  /** Who is at the other side. */
  public LampKey shows(String display) {
    return is(
        "showing " + display,
        () -> shown.values().stream().anyMatch(each -> each.display().equals(display)));
  }

  /** Messages wait. */
  public LampKey showsMessages(int count) {
    return is(
        "showing " + count + " messages",
        () ->
            body.contains("Messages-Waiting: " + (count > 0 ? "yes" : "no"))
                && body.contains("Voice-Message: " + count + "/"));
  }

  /** Its subscription has ended, and why. */
  public LampKey isEndedBecause(String reason) {
    return is("ended", () -> subscription.equals("terminated;reason=" + reason));
  }

  private LampKey is(String what, java.util.function.BooleanSupplier condition) {
    phone.eventually(
        condition, "has a lamp " + name + " that is not " + what + " but shows " + shown + body);
    keepsTheRules();
    return this;
  }

  void keepsTheRules() {
    if (!faults.isEmpty()) {
      throw new AssertionError(phone + " was told about " + name + ": " + faults);
    }
  }

  private boolean has(String state) {
    return shown.values().stream().anyMatch(each -> each.state().equals(state));
  }

  /** What it was told last, as written. */
  String body() {
    return body;
  }

  /** How often it was told anything. */
  public int timesTold() {
    return told;
  }

  /** The call that blinks, as it stands in Replaces. */
  String blinkingCall() {
    String attributes =
        shown.values().stream()
            .filter(each -> each.state().equals("early"))
            .filter(each -> each.attributes().contains("call-id="))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " shows no call to take: " + shown))
            .attributes();
    return value(attributes, "call-id")
        + ";to-tag="
        + value(attributes, "remote-tag")
        + ";from-tag="
        + value(attributes, "local-tag");
  }

  private static String value(String attributes, String attribute) {
    Matcher found = Pattern.compile(" " + attribute + "=\"([^\"]*)\"").matcher(attributes);
    if (!found.find()) {
      throw new AssertionError("no " + attribute + " in " + attributes);
    }
    return found.group(1);
  }
}
